import { type RawBuilder, sql } from 'kysely'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Segment } from '#capabilities/facts/core/segment/segment.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { conditionSql } from './conditionSql.ts'
import { conditionOf, momentOf } from './read.ts'
import type { StoredSegment } from './segments.ts'
import { theAxis } from './segmentWrite.ts'

export type Draft = { axisId: string; id?: string | undefined; condition: string }

type Preview = {
  of: number
  matches: number
  members: number
  overlaps: { key: string; label: Label; accounts: number; before: boolean }[]
  leftovers: number
  leftoversNow: number
}

/**
 * What a draft would be among the segments of its axis, in one statement over all accounts: each is asked by itself, so
 * that what an exclusive axis gives to whoever stands first is seen as an overlap, too.
 */
export async function previewSegment(
  tx: Tx,
  call: Pick<CallContext, 'caller' | 'today'>,
  draft: Draft,
): Promise<Preview> {
  const axis = await theAxis(tx, call, draft.axisId)
  const { catalogue, condition } = await conditionOf(tx, call, draft.condition)
  const moment = momentOf(call)
  const living = axis.segments.filter((one) => one.archivedAt === null || one.id === draft.id)
  const others = living.filter((one) => one.id !== draft.id)
  const place = living.findIndex((one) => one.id === draft.id)
  const isBefore = (one: StoredSegment) => place < 0 || living.indexOf(one) < place
  const own = living[place]
  const name = (at: number) => sql.id(`s${at}`)
  const anyOf = (some: readonly RawBuilder<unknown>[]) =>
    some.length === 0 ? sql`false` : sql`(${sql.join(some, sql` or `)})`
  const all = others.map((_, at) => name(at))
  const earlier = axis.exclusive ? others.flatMap((one, at) => (isBefore(one) ? [name(at)] : [])) : []
  const columns = [
    sql`(${conditionSql(condition, moment, 'f')}) is true as draft`,
    sql`${own ? takes(own, catalogue, moment) : sql`false`} as own`,
    ...others.map((one, at) => sql`${takes(one, catalogue, moment)} as ${name(at)}`),
  ]
  const counts = [
    sql`count(*) as of`,
    sql`count(*) filter (where draft) as matches`,
    sql`count(*) filter (where draft and not ${anyOf(earlier)}) as members`,
    sql`count(*) filter (where not draft and not ${anyOf(all)}) as leftovers`,
    sql`count(*) filter (where not own and not ${anyOf(all)}) as leftovers_now`,
    ...others.map((_, at) => sql`count(*) filter (where draft and ${name(at)}) as ${sql.id(`o${at}`)}`),
  ]
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(counts)} from (
      select ${sql.join(columns)} from account_facts f where f.workspace_id = ${call.caller.workspaceId}
    ) looked
  `.execute(tx)
  const row = rows[0]!
  return {
    of: row['of']!,
    matches: row['matches']!,
    members: row['members']!,
    leftovers: row['leftovers']!,
    leftoversNow: row['leftovers_now']!,
    overlaps: others.flatMap((one, at) => {
      const accounts = row[`o${at}`]!
      return accounts === 0
        ? []
        : [{ key: one.key, label: one.label, accounts, before: axis.exclusive && isBefore(one) }]
    }),
  }
}

/** Whether a segment takes an account by itself. */
function takes(segment: Segment, catalogue: Catalogue, moment: Moment): RawBuilder<unknown> {
  if (segment.kind === 'static')
    return sql`exists (select from segment_listed l where l.workspace_id = f.workspace_id and l.account_id = f.account_id
      and l.segment_id = ${segment.id}::uuid)`
  const asked = readCondition(segment.condition, catalogue)
  return asked.ok ? sql`(${conditionSql(asked.value, moment, 'f')}) is true` : sql`false`
}
