import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { SequenceAnswer } from '../contract/sequences.ts'
import { readSequences, readSequenceVersions, type StoredSequence } from './sequences.ts'

type Figures = SequenceAnswer['figures']
const nothing: Figures = { running: 0, heldOut: 0, planned: 0, sent: 0, skipped: 0, replied: 0 }

/** The sequences as they are shown, with how many customers they follow. */
export async function shownSequences(tx: Tx, workspaceId: WorkspaceId): Promise<{ sequences: SequenceAnswer[] }> {
  const { rows } = await sql<Figures & { key: string }>`
    with runs as (
      select sequence_key as key, count(*) filter (where stopped_at is null and not held_out)::int as running,
        count(*) filter (where stopped_at is null and held_out)::int as "heldOut"
      from outreach_runs where workspace_id = ${workspaceId} group by 1
    ), mails as (
      select r.sequence_key as key, count(*) filter (where m.status = 'planned' and not r.held_out)::int as planned,
        count(*) filter (where m.status in ('queued', 'sent'))::int as sent,
        count(*) filter (where m.status = 'skipped')::int as skipped,
        count(*) filter (where m.replied_at is not null)::int as replied
      from outreach_messages m join outreach_runs r on r.workspace_id = m.workspace_id and r.id = m.run_id
      where m.workspace_id = ${workspaceId} group by 1
    )
    select runs.key, running, "heldOut", coalesce(planned, 0) as planned, coalesce(sent, 0) as sent,
      coalesce(skipped, 0) as skipped, coalesce(replied, 0) as replied
    from runs left join mails on mails.key = runs.key
  `.execute(tx)
  const figures = new Map(rows.map(({ key, ...rest }) => [key, rest]))
  const sequences = await readSequences(tx, workspaceId)
  return { sequences: sequences.map((one) => ({ ...present(one), figures: figures.get(one.key) ?? nothing })) }
}

/** The versions of a sequence as they are shown, the newest first. */
export async function shownVersions(tx: Tx, workspaceId: WorkspaceId, key: string) {
  return { versions: (await readSequenceVersions(tx, workspaceId, key)).map(present) }
}

/** A definition with lists that may be written to, as answers have them. */
function present({
  key,
  version,
  definition,
  note,
  isOn,
  publishedAt,
  publishedBy,
}: StoredSequence): Omit<SequenceAnswer, 'figures'> {
  const { mails, ...rest } = definition
  return { ...rest, mails: [...mails], key, version, isOn, note, publishedAt: publishedAt.toISOString(), publishedBy }
}
