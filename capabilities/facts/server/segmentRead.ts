import { sql } from 'kysely'
import type { z } from 'zod'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import { inAllOf, inNoneOf, segmentsFact } from '#capabilities/facts/core/segment/segment.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { segmentSchema, segmentsSchema } from '../contract/segment.ts'
import { arrayText } from './arrayText.ts'
import { factColumn } from './conditionSql.ts'
import { inUse, readAxes, type StoredAxis, type StoredSegment } from './segments.ts'
import type { Call } from './segmentWrite.ts'
import { factCatalogue } from './system.ts'

type Segments = z.infer<typeof segmentsSchema>
export type ShownSegment = z.infer<typeof segmentSchema>
export type Size = { accounts: number; arr: number | null }

const column = factColumn(segmentsFact, 'f')

/** All axes with how many accounts are where, between them and nowhere. */
export async function presentSegments(tx: Tx, call: Pick<Call, 'caller'>): Promise<Segments> {
  const { workspace } = call.caller
  const catalogue = await factCatalogue(tx, workspace)
  const axes = await readAxes(tx, workspace.id)
  const sizes = await sizesOf(tx, call, catalogue)
  const nowhere = await leftoversOf(tx, call, inUse(axes))
  const shared = await overlapsOf(tx, call)
  return {
    of: nowhere.of,
    axes: axes.map((axis) => {
      const keys = livingKeys(axis)
      return {
        id: axis.id,
        label: axis.label,
        exclusive: axis.exclusive,
        archivedAt: axis.archivedAt?.toISOString() ?? null,
        segments: axis.segments.map((segment) => shownSegment(segment, catalogue, sizes.get(segment.key))),
        leftovers: { accounts: nowhere.byAxis.get(axis.id) ?? 0, condition: inNoneOf(keys) },
        overlaps: shared
          .filter(({ a, b }) => keys.includes(a) && keys.includes(b))
          .map(({ a, b, accounts }) => ({ keys: [a, b], accounts, condition: inAllOf([a, b]) })),
      }
    }),
  }
}

/** A segment as it is shown, with its size; nobody is in one of no size. */
export function shownSegment(segment: StoredSegment, catalogue: Catalogue, size?: Size): ShownSegment {
  const { createdAt: _, archivedAt, ...plain } = segment
  return {
    ...plain,
    readable: segment.kind === 'static' || readStanding(segment.condition, catalogue).ok,
    archivedAt: archivedAt?.toISOString() ?? null,
    members: size?.accounts ?? 0,
    arr: size?.arr ?? null,
  }
}

/** Keys of the segments of an axis that are in use. */
export function livingKeys(axis: StoredAxis): string[] {
  return axis.segments.filter((segment) => segment.archivedAt === null).map((segment) => segment.key)
}

/** How many accounts are in each segment, and their ARR, by key. */
export async function sizesOf(
  tx: Tx,
  { caller }: Pick<Call, 'caller'>,
  catalogue: Catalogue,
): Promise<Map<string, Size>> {
  const arr = catalogue.get('contract.arr')
  const { rows } = await sql<Size & { key: string }>`
    select entry.key, count(*) as accounts, ${arr ? sql`sum(${factColumn(arr, 'f')})` : sql`null`} as arr
    from account_facts f, unnest(${column}) as entry (key) where f.workspace_id = ${caller.workspaceId} group by 1
  `.execute(tx)
  return new Map(rows.map(({ key, accounts, arr: sum }) => [key, { accounts, arr: sum }]))
}

async function leftoversOf(tx: Tx, { caller }: Pick<Call, 'caller'>, axes: readonly StoredAxis[]) {
  const counts = axes.map((axis, at) => {
    const isSomewhere = sql`coalesce(${column} && ${arrayText(livingKeys(axis))}::text[], false)`
    return sql`count(*) filter (where not ${isSomewhere}) as ${sql.id(`n${at}`)}`
  })
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join([sql`count(*) as of`, ...counts])} from account_facts f where f.workspace_id = ${caller.workspaceId}
  `.execute(tx)
  return { of: rows[0]!['of']!, byAxis: new Map(axes.map((axis, at) => [axis.id, rows[0]![`n${at}`]!])) }
}

async function overlapsOf(tx: Tx, { caller }: Pick<Call, 'caller'>) {
  const { rows } = await sql<{ a: string; b: string; accounts: number }>`
    select a.key as a, b.key as b, count(*) as accounts
    from account_facts f, unnest(${column}) as a (key), unnest(${column}) as b (key)
    where f.workspace_id = ${caller.workspaceId} and a.key < b.key group by 1, 2 order by 3 desc
  `.execute(tx)
  return rows
}
