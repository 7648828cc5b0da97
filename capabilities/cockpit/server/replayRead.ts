import { sql } from 'kysely'
import type { z } from 'zod'
import { factCatalogue, idArray } from '#capabilities/facts/server/index.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext, Workspace } from '#platform/http/context.ts'
import type { rulesContract } from '../contract/rules.ts'
import { refuseUnreadable } from './ruleCheck.ts'
import { readVersions } from './ruleRead.ts'
import { replayRule } from './ruleReplay.ts'

type Input = z.output<(typeof rulesContract)['replay']['~orpc']['inputSchema'] & {}>
type Answer = z.input<(typeof rulesContract)['replay']['~orpc']['outputSchema'] & {}>

/** Firings and losses that are told one by one. */
const mostTold = 200

/** A draft tried on the past: nothing is written, and no transaction stands open while the past is read. */
export async function readReplay(call: CallContext, input: Input): Promise<Answer> {
  const began = performance.now()
  const { workspace } = call.caller
  const before = await call.transaction(async (tx) => {
    const catalogue = await factCatalogue(tx, workspace)
    refuseUnreadable(input, catalogue)
    const key = input.id === undefined ? null : (await readVersions(tx, call, input.id))[0].key
    return {
      catalogue,
      openDays: await usualOpenDays(tx, workspace, call.now()),
      reported: key === null ? new Set<AccountId>() : await alreadyReported(tx, workspace.id, key),
    }
  })
  const { catalogue, openDays, reported } = before
  const { days, horizon, ...rule } = input
  const asked = { events: call.events, workspace, catalogue, rule, now: call.now(), today: call.today() }
  const { judgement, ...told } = await replayRule({ ...asked, days, horizon, openDays })
  const firings = judgement.firings.slice(0, mostTold)
  const lost = judgement.losses
    .toSorted((a, b) => Number(a.firedOn !== null) - Number(b.firedOn !== null))
    .slice(0, mostTold)
  const ids = [...new Set([...firings, ...lost].map((one) => one.account))]
  const names = await call.transaction((tx) => namesOf(tx, workspace.id, ids))
  const accountOf = (id: string) => ({ id, name: names.get(id) ?? '' })
  const { firings: _firings, losses: _losses, ...figures } = judgement
  return {
    ...figures,
    from: told.from,
    to: asked.today,
    horizon,
    openDays,
    customers: told.customers,
    usual: told.usual,
    unkept: told.unkept.map((key) => ({ key, label: catalogue.get(key)?.label ?? { ja: key, en: key } })),
    fired: judgement.firings.length,
    losses: judgement.losses.length,
    caught: judgement.losses.filter((loss) => loss.firedOn !== null).length,
    firings: firings.map(({ account, day, outcome, lostOn }) => {
      return { account: accountOf(account), on: day, outcome, lostOn }
    }),
    lost: lost.map(({ account, day, firedOn }) => ({ account: accountOf(account), on: day, firedOn })),
    atOnce: told.holding.filter((account) => !reported.has(account)).length,
    tookMs: Math.round(performance.now() - began),
  }
}

async function namesOf(tx: Tx, workspaceId: WorkspaceId, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from accounts where workspace_id = ${workspaceId} and id = any(${idArray(ids)})
  `.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Accounts for which the rule will not fire as long as its condition lasts: it did, or a CTA of it is open. */
async function alreadyReported(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<Set<AccountId>> {
  const { rows } = await sql<{ id: AccountId }>`
    select account_id as id from signal_states
    where workspace_id = ${workspaceId} and rule_key = ${key} and not armed and holds_since is not null
    union select account_id from ctas
    where workspace_id = ${workspaceId} and rule_key = ${key} and status <> 'closed'
  `.execute(tx)
  return new Set(rows.map((row) => row.id))
}

/** How many days the CTAs of rules stayed open in the last year, the middle one; 7 before ten of them are closed. */
export async function usualOpenDays(tx: Tx, workspace: Workspace, now: Date): Promise<number> {
  const { rows } = await sql<{ closed: number; days: number | null }>`
    select count(*) as closed,
      percentile_cont(0.5) within group (order by extract(epoch from closed_at - created_at)::double precision / 86400) as days
    from ctas where workspace_id = ${workspace.id} and status = 'closed' and rule_key is not null
      and closed_at > ${now}::timestamptz - interval '365 days'
  `.execute(tx)
  const { closed, days } = rows[0]!
  return closed < 10 || days === null ? 7 : Math.round(days * 10) / 10
}
