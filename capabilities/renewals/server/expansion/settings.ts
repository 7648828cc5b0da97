import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readCondition, readStanding } from '#capabilities/facts/core/condition/check.ts'
import { sayCondition } from '#capabilities/facts/core/condition/words.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { factCatalogue, rederiveWorkspace } from '#capabilities/facts/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { expansionDraftSchema, expansionRuleRoutes } from '#capabilities/renewals/contract/expansionRules.ts'
import type { ExpansionRule, Ground } from '#capabilities/renewals/core/expansion/rule.ts'
import type { Call } from '../call.ts'
import { readGuard, readRules, type StoredRule } from './rules.ts'

type Answer = z.input<NonNullable<(typeof expansionRuleRoutes.settings)['~orpc']['outputSchema']>>
type Draft = z.output<typeof expansionDraftSchema>

/** The rules with how they have done, and what must be before anything is proposed. */
export async function readSettings(tx: Tx, { caller }: Pick<CallContext, 'caller'>): Promise<Answer> {
  const { workspace, workspaceId } = caller
  const catalogue = await factCatalogue(tx, workspace)
  const { rows } = await sql<{ key: string; open: number; won: number; lost: number }>`
    select rule_key as key, count(*) filter (where stage in ('found', 'talked', 'proposed'))::int as open,
      count(*) filter (where stage = 'won')::int as won, count(*) filter (where stage = 'lost')::int as lost
    from expansion_opportunities where workspace_id = ${workspaceId} and rule_key is not null group by 1
  `.execute(tx)
  const records = new Map(rows.map(({ key, ...record }) => [key, record]))
  const none = { open: 0, won: 0, lost: 0 }
  const { guard, version } = await readGuard(tx, workspaceId)
  const inBoth = (condition: string) => ({
    isReadable: readStanding(condition, catalogue).ok,
    said: inWords(condition, catalogue, workspace.currency),
  })
  return {
    rules: (await readRules(tx, workspaceId)).map((rule) => ({
      ...rule,
      ...inBoth(rule.condition),
      ...(records.get(rule.key) ?? none),
    })),
    guard: guard.map((ground) => ({ ...ground, ...inBoth(ground.condition) })),
    version,
  }
}

/** A condition in words; null where words cannot say it. */
function inWords(text: string, catalogue: Catalogue, currency: string): Label | null {
  const read = readCondition(text, catalogue)
  if (!read.ok) return null
  const [ja, en] = (['ja', 'en'] as const).map((locale) => sayCondition(read.value, catalogue, { locale, currency }))
  return ja && en ? { ja, en } : null
}

/** Changes a rule, or adds one; all accounts are looked at anew. */
export async function setRule(
  tx: Tx,
  call: Call,
  { key, version, draft }: { key: string; version: number; draft: Draft },
): Promise<Answer> {
  await refuseUnreadable(tx, call, [{ field: 'condition', condition: draft.condition }])
  await inTurn(tx, `expansion rule ${call.caller.workspaceId} ${key}`)
  const before = (await readRules(tx, call.caller.workspaceId)).find((rule) => rule.key === key)
  if ((before?.version ?? 0) !== version) throw changedMeanwhile(before?.version ?? 0)
  const { isOn = true, isReady: _ready, version: _version, ...was } = before ?? ({} as Partial<StoredRule>)
  const after: ExpansionRule = { key, ...draft }
  await putRule(tx, call, { rule: after, isOn, removed: false, version: version + 1 })
  const action = before ? 'expansionRule.update' : 'expansionRule.create'
  await told(tx, call, { action, id: key, before: before ? was : null, after })
  return readSettings(tx, call)
}

/** Switches a rule on or off: what nobody took up of one that is off goes, and comes back with it. */
export async function turnRule(tx: Tx, call: Call, { key, isOn }: { key: string; isOn: boolean }): Promise<Answer> {
  const { isOn: was, isReady: _ready, version, ...rule } = await theRule(tx, call, key)
  if (was === isOn) return readSettings(tx, call)
  await putRule(tx, call, { rule, isOn, removed: false, version })
  await told(tx, call, { action: 'expansionRule.turn', id: key, before: { isOn: was }, after: { isOn } })
  return readSettings(tx, call)
}

/** Takes a rule away, or brings it back as it was. */
export async function removeRule(
  tx: Tx,
  call: Call,
  { key, removed }: { key: string; removed: boolean },
): Promise<Answer> {
  if (removed) {
    const { isOn, isReady: _ready, version, ...rule } = await theRule(tx, call, key)
    await putRule(tx, call, { rule, isOn, removed, version })
  } else {
    await sql`
      update expansion_rules set removed = false where workspace_id = ${call.caller.workspaceId} and key = ${key}
    `.execute(tx)
    await theRule(tx, call, key)
  }
  const [before, after] = [{ removed: !removed }, { removed }]
  await told(tx, call, { action: removed ? 'expansionRule.remove' : 'expansionRule.add', id: key, before, after })
  return readSettings(tx, call)
}

/** Changes what must be before anything is proposed; all accounts are looked at anew. */
export async function setGuard(
  tx: Tx,
  call: Call,
  { guard, version }: { guard: Ground[]; version: number },
): Promise<Answer> {
  const { workspaceId } = call.caller
  await refuseUnreadable(
    tx,
    call,
    guard.map(({ condition }, at) => ({ field: `guard.${at}.condition`, condition })),
  )
  await inTurn(tx, `expansion guard ${workspaceId}`)
  const before = await readGuard(tx, workspaceId)
  if (before.version !== version) throw changedMeanwhile(before.version)
  await sql`
    insert into expansion_settings (workspace_id, guard, version)
    values (${workspaceId}, ${JSON.stringify(guard)}::jsonb, ${version + 1})
    on conflict (workspace_id) do update set guard = excluded.guard, version = excluded.version
  `.execute(tx)
  const change = { before: { guard: before.guard }, after: { guard } }
  await told(tx, call, { action: 'expansionRule.guard', id: workspaceId, ...change })
  return readSettings(tx, call)
}

async function theRule(tx: Tx, call: Call, key: string): Promise<StoredRule> {
  const rule = (await readRules(tx, call.caller.workspaceId)).find((one) => one.key === key)
  if (!rule) throw notFound()
  return rule
}

type Put = { rule: ExpansionRule; isOn: boolean; removed: boolean; version: number }

async function putRule(tx: Tx, call: Call, { rule, isOn, removed, version }: Put): Promise<void> {
  await sql`
    insert into expansion_rules (workspace_id, key, definition, is_on, removed, version, created_at)
    values (${call.caller.workspaceId}, ${rule.key}, ${JSON.stringify(rule)}::jsonb, ${isOn}, ${removed}, ${version}, ${call.now()})
    on conflict (workspace_id, key) do update set definition = excluded.definition, is_on = excluded.is_on,
      removed = excluded.removed, version = excluded.version
  `.execute(tx)
}

async function refuseUnreadable(
  tx: Tx,
  call: Call,
  asked: readonly { field: string; condition: string }[],
): Promise<void> {
  const catalogue = await factCatalogue(tx, call.caller.workspace)
  const issues = asked.flatMap(({ field, condition }): Issue[] => {
    const read = readCondition(condition, catalogue)
    if (read.ok) return []
    return read.error.map(({ rule, at, end }) => {
      return { field, rule: `condition.${rule}`, column: `${at + 1}`, value: condition.slice(at, end) }
    })
  })
  if (issues.length > 0) throw refused(issues)
}

type Told = { action: string; id: string; before: object | null; after: object }

async function told(tx: Tx, call: Call, { action, id, before, after }: Told): Promise<void> {
  const { workspaceId } = call.caller
  await recordChange(tx, {
    by: call.caller,
    action,
    subjectId: id,
    before: before as Record<string, unknown> | null,
    after: { ...after },
  })
  await rederiveWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
}
