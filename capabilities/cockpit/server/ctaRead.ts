import { sql } from 'kysely'
import type { z } from 'zod'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, CtaId, PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { ctaSchema } from '../contract.ts'
import type { SignalWords } from '../core/because.ts'
import { type CtaState, movesOf, onDay } from '../core/cta.ts'
import type { CtaKind, CtaStatus, Outcome } from '../core/words.ts'

export type Cta = z.infer<typeof ctaSchema>

/** A CTA as it is kept, with the names of what it refers to. */
export type CtaRow = {
  id: CtaId
  version: number
  account_id: AccountId
  account_name: string
  kind: CtaKind
  title: string | null
  note: string
  signal_id: string | null
  rule_key: string | null
  rule_id: string | null
  words: SignalWords | null
  status: CtaStatus
  owner_id: PersonId | null
  owner_name: string | null
  due_on: Day
  effort_minutes: number
  pinned: boolean
  snoozed_until: Day | null
  snooze_reason: string | null
  outcome: Outcome | null
  outcome_note: string | null
  closed_by: PersonId | null
  closed_by_name: string | null
  closed_at: Date | null
  created_by: PersonId | null
  created_by_name: string | null
  created_at: Date
}

/** CTAs by id, in no particular order; those that are not there are left out. */
export async function readCtas(tx: Tx, workspaceId: WorkspaceId, ids: readonly string[]): Promise<CtaRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<CtaRow>`
    select c.id, c.version, c.account_id, a.name as account_name, c.kind, c.title, c.note, c.signal_id, c.rule_key,
      s.rule_id, s.words, c.status, c.owner_id, o.name as owner_name, c.due_on, c.effort_minutes, c.pinned, c.snoozed_until,
      c.snooze_reason, c.outcome, c.outcome_note, c.closed_by, d.name as closed_by_name, c.closed_at, c.created_by,
      m.name as created_by_name, c.created_at
    from ctas c
      join accounts a on a.workspace_id = c.workspace_id and a.id = c.account_id
      left join signals s on s.workspace_id = c.workspace_id and s.id = c.signal_id
      left join people o on o.workspace_id = c.workspace_id and o.id = c.owner_id
      left join people d on d.workspace_id = c.workspace_id and d.id = c.closed_by
      left join people m on m.workspace_id = c.workspace_id and m.id = c.created_by
    where c.workspace_id = ${workspaceId} and c.id = any(${ids}::uuid[])
  `.execute(tx)
  return rows
}

/** Ids of an account's CTAs: what is open by due day, then what was put off, then what is closed; at most 200. */
export async function ctaIdsOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  account: AccountId,
  closed: boolean,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ctas
    where workspace_id = ${workspaceId} and account_id = ${account} ${closed ? sql`` : sql`and status <> 'closed'`}
    order by array_position(array['open', 'snoozed', 'closed'], status), closed_at desc nulls first, due_on, id limit 200
  `.execute(tx)
  return rows.map((row) => row.id)
}

/** CTAs that a rule raised and that nobody has closed: those due first before those put off, at most 200. */
export async function openCtasOf(tx: Tx, workspaceId: WorkspaceId, rule: string, today: Day): Promise<Cta[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ctas
    where workspace_id = ${workspaceId} and status <> 'closed'
      and rule_key = (select key from signal_rules where workspace_id = ${workspaceId} and id = ${rule})
    order by status, due_on, id limit 200
  `.execute(tx)
  const ids = rows.map(({ id }) => id)
  const found = new Map((await readCtas(tx, workspaceId, ids)).map((row) => [row.id as string, row]))
  return ids.flatMap((id) => (found.has(id) ? [presentCta(found.get(id)!, today)] : []))
}

/** Where a CTA stands, as it is kept. */
export function stateOf(row: CtaRow): CtaState {
  if (row.status === 'snoozed') return { status: 'snoozed', until: row.snoozed_until!, reason: row.snooze_reason }
  if (row.status === 'open') return { status: 'open' }
  return {
    status: 'closed',
    outcome: row.outcome!,
    note: row.outcome_note,
    by: row.closed_by,
    at: row.closed_at!,
  }
}

/** A CTA as the contract shows it on a day. */
export function presentCta(row: CtaRow, today: Day): Cta {
  const state = onDay(stateOf(row), today)
  return {
    id: row.id,
    version: row.version,
    account: { id: row.account_id, name: row.account_name },
    kind: row.kind,
    title: titleOf(row),
    note: row.note,
    because: row.words?.because ?? null,
    signalId: row.signal_id,
    ruleKey: row.rule_key,
    ruleId: row.rule_id,
    status: state.status,
    owner: named(row.owner_id, row.owner_name),
    dueOn: row.due_on,
    effortMinutes: row.effort_minutes,
    pinned: row.pinned,
    snoozed: state.status === 'snoozed' ? { until: state.until, reason: state.reason } : null,
    closed:
      state.status === 'closed'
        ? {
            outcome: state.outcome,
            note: state.note,
            by: named(row.closed_by, row.closed_by_name),
            at: state.at.toISOString(),
          }
        : null,
    createdBy: named(row.created_by, row.created_by_name),
    createdAt: row.created_at.toISOString(),
    moves: movesOf(state.status),
  }
}

/** What a person wrote, in whatever language; else as the signal said it. */
function titleOf({ title, words }: CtaRow): Label {
  return title === null ? (words?.title ?? { ja: '', en: '' }) : { ja: title, en: title }
}

function named(id: PersonId | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' }
}
