import { sql } from 'kysely'
import { idArray } from '#capabilities/facts/server/index.ts'
import type { SeenClause } from '#capabilities/facts/core/seen.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { SignalWords } from '../core/because.ts'
import type { SignalState } from '../core/edge.ts'
import type { CtaKind } from '../core/words.ts'

type StateRow = {
  account_id: AccountId
  rule_key: string
  holds_since: Date | null
  fired_at: Date | null
  armed: boolean
}

/** What rules remember of accounts, by account and rule key; untouched ones are left out. */
export type States = Map<AccountId, Map<string, SignalState>>

export async function readStates(tx: Tx, workspaceId: WorkspaceId, accounts: readonly AccountId[]): Promise<States> {
  const { rows } = await sql<StateRow>`
    select account_id, rule_key, holds_since, fired_at, armed from signal_states
    where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)})
  `.execute(tx)
  const states: States = new Map()
  for (const { account_id, rule_key, holds_since, fired_at, armed } of rows) {
    const known = states.get(account_id) ?? new Map<string, SignalState>()
    known.set(rule_key, { holdsSince: holds_since?.getTime() ?? null, firedAt: fired_at?.getTime() ?? null, armed })
    states.set(account_id, known)
  }
  return states
}

export type ChangedState = {
  account_id: AccountId
  rule_key: string
  holds_since: Date | null
  fired_at: Date | null
  armed: boolean
}

export async function writeStates(tx: Tx, workspaceId: WorkspaceId, states: readonly ChangedState[]): Promise<void> {
  if (states.length === 0) return
  await sql`
    insert into signal_states (workspace_id, account_id, rule_key, holds_since, fired_at, armed)
    select ${workspaceId}::uuid, account_id, rule_key, holds_since, fired_at, armed
    from jsonb_to_recordset(${JSON.stringify(states)}::jsonb)
      as state (account_id uuid, rule_key text, holds_since timestamptz, fired_at timestamptz, armed boolean)
    on conflict (workspace_id, rule_key, account_id)
      do update set holds_since = excluded.holds_since, fired_at = excluded.fired_at, armed = excluded.armed
  `.execute(tx)
}

/** A CTA that is not closed, as far as facts and rules care. */
export type LivingCta = { kind: CtaKind; ruleKey: string | null; dueOn: Day; snoozedUntil: Day | null }

export async function readLiving(
  tx: Tx,
  workspaceId: WorkspaceId,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, LivingCta[]>> {
  const { rows } = await sql<LivingCta & { accountId: AccountId }>`
    select account_id as "accountId", kind, rule_key as "ruleKey", due_on as "dueOn", snoozed_until as "snoozedUntil"
    from ctas where workspace_id = ${workspaceId} and account_id = any(${idArray(accounts)}) and status <> 'closed'
  `.execute(tx)
  const living = new Map<AccountId, LivingCta[]>()
  for (const { accountId, ...cta } of rows) {
    const known = living.get(accountId)
    if (known) known.push(cta)
    else living.set(accountId, [cta])
  }
  return living
}

/** A rule that fired for an account, with the facts of the moment, and the CTA it raises. */
export type Firing = {
  id: string
  cta_id: string
  rule_id: string
  rule_key: string
  account_id: AccountId
  facts: SeenClause[]
  words: SignalWords
  kind: CtaKind
  owner_id: PersonId | null
  due_on: Day
  effort_minutes: number
}

/** Keeps signals and raises their CTAs. Where a CTA of the rule is open already, none is added. */
export async function writeFirings(
  tx: Tx,
  workspaceId: WorkspaceId,
  firings: readonly Firing[],
  at: Date,
): Promise<void> {
  if (firings.length === 0) return
  const rows = JSON.stringify(firings)
  await sql`
    insert into signals (workspace_id, id, rule_id, account_id, fired_at, facts, words)
    select ${workspaceId}::uuid, id, rule_id, account_id, ${at}, facts, words
    from jsonb_to_recordset(${rows}::jsonb)
      as firing (id uuid, rule_id uuid, account_id uuid, facts jsonb, words jsonb)
  `.execute(tx)
  await sql`
    insert into ctas
      (workspace_id, id, account_id, kind, signal_id, rule_key, owner_id, due_on, effort_minutes, created_at, updated_at)
    select ${workspaceId}::uuid, cta_id, account_id, kind, id, rule_key, owner_id, due_on, effort_minutes, ${at}, ${at}
    from jsonb_to_recordset(${rows}::jsonb) as firing (id uuid, cta_id uuid, rule_key text, account_id uuid, kind text,
      owner_id uuid, due_on date, effort_minutes int)
    on conflict (workspace_id, account_id, rule_key) where status <> 'closed' and rule_key is not null do nothing
  `.execute(tx)
}
