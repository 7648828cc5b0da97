import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { judgedBy, usualMeasures, usualShares } from '#capabilities/facts/core/segment/measures.ts'
import { segmentsFact } from '#capabilities/facts/core/segment/segment.ts'
import { cramersV, varianceExplained } from '#capabilities/facts/core/segment/separation.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { arrayText } from './arrayText.ts'
import { factColumn, factSql } from './conditionSql.ts'
import { livingKeys } from './segmentRead.ts'
import type { StoredAxis } from './segments.ts'

/** What is asked of all accounts at once. */
export type Ground = { workspaceId: WorkspaceId; catalogue: Catalogue; moment: Moment }

const segmentsColumn = factColumn(segmentsFact, 'f')
const isMember = (key: string) => sql`coalesce(${key} = any(${segmentsColumn}), false)`

type Sums = { known: number; mean: number | null; median: number | null; sum: number | null }
const none: Sums = { known: 0, mean: null, median: null, sum: null }

/** Number facts by name, or the usual ones. Those that are not there or are no numbers are left out. */
export function measuresNamed(catalogue: Catalogue, keys: readonly string[] | null): FactDefinition[] {
  return [...new Set(keys ?? usualMeasures)].flatMap((key) => {
    const fact = catalogue.get(key)
    return fact && (fact.type === 'number' || fact.type === 'money' || fact.type === 'percent') ? [fact] : []
  })
}

/** Members against the rest by number facts: mean, median and sum of those whose value is known. */
export async function compareMeasures(
  tx: Tx,
  { workspaceId, moment }: Ground,
  asked: { key: string; facts: readonly FactDefinition[] },
): Promise<{ fact: string; members: Sums; rest: Sums }[]> {
  if (asked.facts.length === 0) return []
  const values = asked.facts.map(
    (fact, at) => sql`(${factSql(fact, moment, 'f')})::double precision as ${sql.id(`x${at}`)}`,
  )
  const sums = asked.facts.flatMap((_, at) => {
    const x = sql.id(`x${at}`)
    return [
      sql`count(${x}) as ${sql.id(`known${at}`)}`,
      sql`avg(${x}) as ${sql.id(`mean${at}`)}`,
      sql`percentile_cont(0.5) within group (order by ${x}) as ${sql.id(`median${at}`)}`,
      sql`sum(${x}) as ${sql.id(`sum${at}`)}`,
    ]
  })
  const { rows } = await sql<{ member: boolean } & Record<string, number | null>>`
    select member, ${sql.join(sums)} from (
      select ${isMember(asked.key)} as member, ${sql.join(values)} from account_facts f where f.workspace_id = ${workspaceId}
    ) looked group by member
  `.execute(tx)
  const of = (member: boolean, at: number): Sums => {
    const row = rows.find((one) => one.member === member)
    if (!row) return none
    const part = (name: string) => row[`${name}${at}`] ?? null
    return { known: part('known') ?? 0, mean: part('mean'), median: part('median'), sum: part('sum') }
  }
  return asked.facts.map((fact, at) => ({ fact: fact.key, members: of(true, at), rest: of(false, at) }))
}

type Share = { value: string | null; members: number; rest: number }

/** Members against the rest by the values of facts with choices. */
export async function compareShares(tx: Tx, { workspaceId, catalogue }: Ground, key: string) {
  const facts = usualShares.flatMap((one) => catalogue.get(one) ?? [])
  const found: { fact: string; values: Share[] }[] = []
  for (const fact of facts) {
    const { rows } = await sql<Share>`
      select ${factColumn(fact, 'f')} as value, count(*) filter (where ${isMember(key)}) as members,
        count(*) filter (where not ${isMember(key)}) as rest
      from account_facts f where f.workspace_id = ${workspaceId} group by 1
    `.execute(tx)
    const order = new Map(fact.choices?.map((choice, at) => [choice.key, at]))
    const placeOf = ({ value }: Share) => order.get(value ?? '') ?? Number.MAX_SAFE_INTEGER
    found.push({ fact: fact.key, values: rows.toSorted((a, b) => placeOf(a) - placeOf(b)) })
  }
  return found
}

type Group = { n: number; known: number; sum: number | null; squares: number | null; outcomes: number; yes: number }

/**
 * How well an axis tells accounts apart by health and by churn. The groups are the combinations of its segments that
 * accounts are in (on an exclusive axis: its segments), and those in none. Formulas: core/segment/separation.ts.
 */
export async function separationOf(tx: Tx, { workspaceId, catalogue, moment }: Ground, axis: StoredAxis) {
  const keys = livingKeys(axis)
  const [measure, outcome] = [catalogue.get(judgedBy.measure), catalogue.get(judgedBy.outcome.fact)]
  const { rows } = await sql<Group>`
    select count(*) as n, count(x) as known, sum(x) as sum, sum(x * x) as squares,
      count(*) filter (where y = any(${arrayText(judgedBy.outcome.among)}::text[])) as outcomes,
      count(*) filter (where y = ${judgedBy.outcome.value}) as yes
    from (
      select ${measure ? sql`(${factSql(measure, moment, 'f')})::double precision` : sql`null::double precision`} as x,
        ${outcome ? factColumn(outcome, 'f') : sql`null::text`} as y,
        (select array_agg(e order by e) from unnest(${segmentsColumn}) e where e = any(${arrayText(keys)}::text[])) as place
      from account_facts f where f.workspace_id = ${workspaceId}
    ) looked group by place
  `.execute(tx)
  const explained = varianceExplained(
    rows.map((row) => ({ n: row.known, sum: row.sum ?? 0, squares: row.squares ?? 0 })),
  )
  const v = cramersV(rows.map((row) => ({ n: row.outcomes, yes: row.yes })))
  return {
    measure: measure && explained ? { fact: measure.key, label: measure.label, ...explained } : null,
    outcome:
      outcome && v !== null ? { fact: outcome.key, label: outcome.label, value: judgedBy.outcome.value, v } : null,
    groups: rows.length,
    circular: askedBy(axis, catalogue, [judgedBy.measure, judgedBy.outcome.fact]),
  }
}

/** Those of the facts that a live segment of the axis asks for. */
function askedBy(axis: StoredAxis, catalogue: Catalogue, facts: readonly string[]): string[] {
  const asked = axis.segments.flatMap(({ condition, archivedAt }) => {
    const read = archivedAt === null ? readStanding(condition, catalogue) : null
    return read?.ok ? factsOf(read.value) : []
  })
  return facts.filter((fact) => asked.includes(fact))
}
