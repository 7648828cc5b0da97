import { sql } from 'kysely'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Sequence } from '../core/sequence.ts'

/** A version of a sequence as it is kept. */
export type StoredSequence = {
  id: string
  key: string
  version: number
  definition: Sequence
  note: string
  isOn: boolean
  publishedAt: Date
  publishedBy: string | null
}

const columns = sql`s.id, s.key, s.version, s.definition, s.note, s.is_on as "isOn", s.published_at as "publishedAt",
  p.name as "publishedBy"`

/** The sequences in force, switched off ones too, in the order in which they came. */
export async function readSequences(tx: Tx, workspaceId: WorkspaceId): Promise<StoredSequence[]> {
  const { rows } = await sql<StoredSequence>`
    select ${columns} from outreach_sequences s
      left join people p on p.workspace_id = s.workspace_id and p.id = s.published_by
    where s.workspace_id = ${workspaceId} and s.retired_at is null and s.removed_at is null
    order by s.definition -> 'name' ->> 'ja', s.key
  `.execute(tx)
  return rows
}

/** The versions of a sequence, the newest first. */
export async function readSequenceVersions(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<StoredSequence[]> {
  const { rows } = await sql<StoredSequence>`
    select ${columns} from outreach_sequences s
      left join people p on p.workspace_id = s.workspace_id and p.id = s.published_by
    where s.workspace_id = ${workspaceId} and s.key = ${key} order by s.version desc
  `.execute(tx)
  return rows
}
