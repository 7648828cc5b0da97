import { sql } from 'kysely'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Half, Sides, Standing, Trial } from '../core/trial.ts'
import type { SendWindow } from '../core/window.ts'
import type { BroadcastStatus, RecipientRole } from '../core/words.ts'

/** What a broadcast is: which template to whom, when it may go out, and a second text that is tried beside the first. */
export type BroadcastDefinition = {
  template: string
  condition: string
  roles: readonly RecipientRole[]
  window: SendWindow
  waitDays: number
  subjectB: Label | null
  templateB: string | null
  /** Null: each half of all recipients gets one of the texts, where there are two. */
  trial: Trial | null
  senderId: string | null
}

/** Whether half of the recipients get another text. */
export const hasTwo = ({ subjectB, templateB }: Pick<BroadcastDefinition, 'subjectB' | 'templateB'>): boolean =>
  subjectB !== null || templateB !== null

/** How a trial ended: which text the rest got, and on which figures. */
export type TrialEnd = {
  winner: Half
  because: Extract<Standing, { is: 'over' }>['because']
  sure: number
  at: string
  sides: Sides
}

/** A broadcast as it is kept. */
export type StoredBroadcast = {
  id: string
  name: string
  definition: BroadcastDefinition
  status: BroadcastStatus
  sendAt: Date | null
  templateId: string | null
  templateBId: string | null
  trialBeganOn: Day | null
  trialEnd: TrialEnd | null
  reachedAccount: AccountId | null
  expandedAt: Date | null
  beforePause: BroadcastStatus | null
  version: number
  createdBy: string | null
  createdAt: Date
  finishedAt: Date | null
}

// Broadcasts of before there were trials lack their fields.
export const broadcastColumns = sql`b.id, b.name, '{"templateB": null, "trial": null}'::jsonb || b.definition as definition,
  b.status, b.send_at as "sendAt", b.template_id as "templateId", b.template_b_id as "templateBId",
  b.trial_began_on as "trialBeganOn", b.trial_end as "trialEnd",
  b.reached_account as "reachedAccount", b.expanded_at as "expandedAt", b.before_pause as "beforePause", b.version,
  p.name as "createdBy", b.created_at as "createdAt", b.finished_at as "finishedAt"`
export const broadcastSource = sql`outreach_broadcasts b left join people p on p.workspace_id = b.workspace_id and p.id = b.created_by`

export async function readBroadcastsById(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Map<string, StoredBroadcast>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<StoredBroadcast>`
    select ${broadcastColumns} from ${broadcastSource}
    where b.workspace_id = ${workspaceId} and b.id = any(${sql`${[...ids]}::uuid[]`})
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** How many mails of some broadcasts are where. */
export type Counts = {
  of: number
  planned: number
  queued: number
  sent: number
  skipped: number
  failed: number
  replied: number
  /** Of those that are planned: which of two texts they get is not known yet. */
  waiting: number
}

export const noMails: Counts = { of: 0, planned: 0, queued: 0, sent: 0, skipped: 0, failed: 0, replied: 0, waiting: 0 }

export async function countMails(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Map<string, Counts>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Counts & { id: string }>`
    select broadcast_id as id, count(*)::int as of, count(*) filter (where status = 'planned')::int as planned,
      count(*) filter (where status = 'queued')::int as queued, count(*) filter (where status = 'sent')::int as sent,
      count(*) filter (where status = 'skipped')::int as skipped, count(*) filter (where status = 'failed')::int as failed,
      count(*) filter (where replied_at is not null)::int as replied,
      count(*) filter (where status = 'planned' and half is null)::int as waiting
    from outreach_messages where workspace_id = ${workspaceId} and broadcast_id = any(${sql`${[...ids]}::uuid[]`})
    group by broadcast_id
  `.execute(tx)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}
