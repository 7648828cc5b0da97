import { sql } from 'kysely'
import type { z } from 'zod'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { versionSchema } from '../contract/cards.ts'
import type { Scorecard } from '../core/scorecard.ts'
import type { StoredCard } from './cards.ts'

export type Version = z.infer<typeof versionSchema>

type VersionRow = {
  id: string
  version: number
  label: { ja: string; en: string }
  note: string | null
  published_at: Date
  published_by: string | null
  name: string | null
}

/** Versions of a card, newest first. Not found: no such card. */
export async function readVersions(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<Version[]> {
  const { rows } = await sql<VersionRow>`
    select s.id, s.version, s.definition -> 'label' as label, s.note, s.published_at, s.published_by, p.name
    from scorecards s left join people p on p.workspace_id = s.workspace_id and p.id = s.published_by
    where s.workspace_id = ${workspaceId} and s.key = ${key} order by s.version desc
  `.execute(tx)
  if (rows.length === 0) throw notFound()
  return rows.map(({ published_at, published_by, name, ...row }) => ({
    ...row,
    publishedAt: published_at.toISOString(),
    publishedBy: published_by === null ? null : { id: published_by, name: name ?? '' },
  }))
}

type CardRow = {
  id: string
  version: number
  position: number
  definition: Scorecard
  note: string | null
  published_at: Date
  switched_off_at: Date | null
}

/** A version of a card, the newest where none is named. Not found: there is none such. */
export async function readVersion(
  tx: Tx,
  workspaceId: WorkspaceId,
  key: string,
  version: number | null = null,
): Promise<StoredCard & { position: number; switchedOffAt: Date | null }> {
  const { rows } = await sql<CardRow>`
    select id, version, position, definition, note, published_at, switched_off_at from scorecards
    where workspace_id = ${workspaceId} and key = ${key} and (${version}::int is null or version = ${version}::int)
    order by version desc limit 1
  `.execute(tx)
  const [row] = rows
  if (!row) throw notFound()
  const { definition, published_at: publishedAt, switched_off_at: switchedOffAt, ...rest } = row
  return { ...definition, ...rest, publishedAt, switchedOffAt }
}
