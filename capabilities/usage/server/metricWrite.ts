import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { factCatalogue, recomputeWorkspace } from '#capabilities/facts/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import { definitionIssues, type MetricDefinition } from '../core/definition.ts'
import { factsOfMetrics, factTypeOf } from '../core/ownFacts.ts'
import { readyMade, takenKeys } from '../core/readyMade.ts'
import { askForFill } from './metricFill.ts'
import { readMetrics, type ShownMetric } from './metricRead.ts'

export type Published = {
  key: string
  definition: MetricDefinition
  note: string | null
  basedOn: number
  past: 'filled' | 'kept'
}

/**
 * Publishes a metric or a new version of one: all accounts are computed anew where it counts something else than before,
 * and its past is written in the background.
 */
export async function publishMetric(tx: Tx, call: CallContext, given: Published): Promise<ShownMetric> {
  const { workspaceId, personId, workspace } = call.caller
  const { key, definition, note, basedOn } = given
  // Two who publish the same metric come one after the other; the second is told.
  await inTurn(tx, `metric ${workspaceId} ${key}`)
  const before = (await readMetrics(tx, workspaceId)).find((metric) => metric.key === key)
  const issues = [...definitionIssues(definition), ...placeIssues(before, given)]
  if (issues.length > 0) throw refused(issues.map((issue) => ({ ...issue }) satisfies Issue))
  if ((before?.version ?? 0) !== basedOn) throw changedMeanwhile(before?.version ?? 0)
  const version = basedOn + 1
  await sql`
    insert into usage_metrics (workspace_id, key, version, definition, note, published_by, published_at)
    values (${workspaceId}, ${key}, ${version}, ${JSON.stringify(definition)}::jsonb, ${note || null}, ${personId}, ${call.now()})
  `.execute(tx)
  await factCatalogue(tx, workspace) // throws where its facts would not stand beside the others
  await recordChange(tx, {
    by: call.caller,
    action: 'metric.publish',
    subjectId: key,
    before: before ? { version: before.version, definition: before.definition } : null,
    after: { version, definition, note, past: given.past },
  })
  if (!before || !isInForce(before) || !countsAlike(before.definition, definition))
    await recomputeWorkspace(tx, workspaceId)
  if (given.past === 'filled') await askForFill(tx, call, { key, version })
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
  return (await readMetrics(tx, workspaceId)).find((metric) => metric.key === key)!
}

/** Published and not put away: every account has its value. Those as Banso brings them are counted another way. */
function isInForce({ origin, archived }: ShownMetric): boolean {
  return origin !== 'ready' && !archived
}

/** Whether both count the same, whatever they are called. */
function countsAlike(one: MetricDefinition, other: MetricDefinition): boolean {
  const { value, unit, compared } = one
  return isDeepStrictEqual([value, unit, compared], [other.value, other.unit, other.compared])
}

/** A key is taken once, and its facts keep their type: conditions and history hang on it. */
function placeIssues(before: ShownMetric | undefined, { key, definition, basedOn }: Published): Issue[] {
  if (!before && takenKeys.has(key)) return [{ field: 'key', value: key, rule: 'metric_key_taken' }]
  if (!before) return []
  if (before.origin === 'own' && basedOn === 0) return [{ field: 'key', value: key, rule: 'metric_key_taken' }]
  const facts = (one: MetricDefinition) =>
    factsOfMetrics([{ key, ...one }]).map(({ key: name, type }) => `${name} ${type}`)
  const known = new Set(facts(definition))
  const ready = readyMade.some((metric) => metric.key === key)
  if (factTypeOf(before.definition) !== factTypeOf(definition)) return [{ field: 'unit', rule: 'metric_type' }]
  const lost = ready && facts(before.definition).some((fact) => !known.has(fact))
  return lost ? [{ field: 'compared', rule: 'metric_compared_ready' }] : []
}

/** Takes a metric out of use (a changed ready-made one goes back to how it was brought), or brings it back. */
export async function setArchived(tx: Tx, call: CallContext, key: string, archived: boolean): Promise<void> {
  const { workspaceId } = call.caller
  const { rows } = await sql<{ version: number; was: boolean }>`
    update usage_metrics m set archived_at = ${archived ? call.now() : null}
    from (
      select version, archived_at is not null as was from usage_metrics
      where workspace_id = ${workspaceId} and key = ${key} order by version desc limit 1 for update
    ) as newest
    where m.workspace_id = ${workspaceId} and m.key = ${key} and m.version = newest.version
    returning m.version, newest.was
  `.execute(tx)
  if (!rows[0]) throw notFound()
  if (rows[0].was === archived) return
  await recordChange(tx, {
    by: call.caller,
    action: archived ? 'metric.archive' : 'metric.restore',
    subjectId: key,
    before: { archived: !archived },
    after: { archived },
  })
  await recomputeWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
}
