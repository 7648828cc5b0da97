import { sql } from 'kysely'
import { addDays } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { BroadcastAnswer } from '../contract/broadcasts.ts'
import { type Sides, standing, sureEnough } from '../core/trial.ts'
import type { MessageStatus } from '../core/words.ts'
import {
  broadcastColumns,
  broadcastSource,
  type Counts,
  countMails,
  noMails,
  type StoredBroadcast,
} from './broadcasts.ts'
import { sidesOf } from './trials.ts'

export async function shownBroadcasts(tx: Tx, workspaceId: WorkspaceId): Promise<{ broadcasts: BroadcastAnswer[] }> {
  const { rows } = await sql<StoredBroadcast>`
    select ${broadcastColumns} from ${broadcastSource} where b.workspace_id = ${workspaceId} and b.removed_at is null
    order by b.created_at desc, b.id desc limit 200
  `.execute(tx)
  const known = await knownOf(tx, workspaceId, rows)
  return { broadcasts: rows.map((row) => present(row, known)) }
}

export async function shownBroadcast(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<BroadcastAnswer> {
  const { rows } = await sql<StoredBroadcast>`
    select ${broadcastColumns} from ${broadcastSource} where b.workspace_id = ${workspaceId} and b.id = ${id}
  `.execute(tx)
  if (!rows[0]) throw notFound()
  return present(rows[0], await knownOf(tx, workspaceId, rows))
}

async function knownOf(tx: Tx, workspaceId: WorkspaceId, rows: readonly StoredBroadcast[]): Promise<Known> {
  const tried = rows.filter(({ trialBeganOn, trialEnd }) => trialBeganOn && !trialEnd)
  const ids = (some: readonly StoredBroadcast[]) => some.map(({ id }) => id)
  return {
    counts: await countMails(tx, workspaceId, ids(rows)),
    sides: await sidesOf(tx, workspaceId, ids(tried)),
  }
}

type Known = { counts: ReadonlyMap<string, Counts>; sides: ReadonlyMap<string, Sides> }

function present({ definition, ...row }: StoredBroadcast, known: Known): BroadcastAnswer {
  const { roles, ...rest } = definition
  const counts = known.counts.get(row.id) ?? noMails
  const { id, name, version, status, createdBy } = row
  return {
    id,
    name,
    version,
    status,
    createdBy,
    ...rest,
    roles: [...roles],
    sendAt: row.sendAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    isComplete: row.expandedAt !== null,
    counts,
    outcome: outcomeOf(definition, row, known),
  }
}

/** How a trial stands by what is known now, or by what was known when it ended. */
function outcomeOf(
  { trial }: StoredBroadcast['definition'],
  { id, trialBeganOn, trialEnd }: Omit<StoredBroadcast, 'definition'>,
  { counts, sides }: Known,
): BroadcastAnswer['outcome'] {
  if (!trial || !trialBeganOn) return null
  const lastOn = addDays(trialBeganOn, trial.days)
  const rest = { lastOn, bar: sureEnough, waiting: trialEnd ? 0 : (counts.get(id)?.waiting ?? 0) }
  const known = trialEnd?.sides ?? sides.get(id)!
  // Seen between two looks it has not ended, however sure it is.
  const { leads, sure, because } = standing(known, trial, 0)
  if (!trialEnd) return { ...known, ...rest, leads, sure, because, winner: null, endedAt: null }
  return { ...known, ...rest, leads, sure, because: trialEnd.because, winner: trialEnd.winner, endedAt: trialEnd.at }
}

type Asked = { id: string; limit: number; cursor?: string | undefined; status?: MessageStatus | undefined }
type Row = {
  id: string
  account: { id: string; name: string }
  contact: { id: string; name: string } | null
  half: 'a' | 'b' | null
  status: MessageStatus
  reason: string | null
  detail: string | null
  at: Date
  repliedAt: Date | null
}

/** The mails of a broadcast in the order of their ids, each with what became of it. */
export async function readBroadcastMails(tx: Tx, workspaceId: WorkspaceId, { id, limit, cursor, status }: Asked) {
  const after = cursor && /^[0-9a-f-]{36}$/.test(cursor) ? sql`and m.id > ${cursor}::uuid` : sql``
  const { rows } = await sql<Row>`
    select m.id, jsonb_build_object('id', a.id, 'name', a.name) as account,
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as contact, m.half, m.status,
      m.reason, m.detail, coalesce(m.decided_at, m.due_at) as at, m.replied_at as "repliedAt"
    from outreach_messages m join accounts a on a.workspace_id = m.workspace_id and a.id = m.account_id
      left join contacts c on c.workspace_id = m.workspace_id and c.id = m.contact_id
    where m.workspace_id = ${workspaceId} and m.broadcast_id = ${id} ${status ? sql`and m.status = ${status}` : sql``} ${after}
    order by m.id limit ${limit + 1}
  `.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map((row) => ({ ...row, at: row.at.toISOString(), repliedAt: row.repliedAt?.toISOString() ?? null })),
    next: rows.length > limit ? shown.at(-1)!.id : null,
  }
}
