import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import { installContent } from '#capabilities/content/server/index.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import { type BusinessCalendar, businessDaysBetween } from '#kernel/businessCalendar.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import type { TemplateAnswer, templateDraftSchema, templateRoutes } from '#capabilities/plans/contract/templates.ts'
import { findCircle } from '#capabilities/plans/core/circle.ts'
import { onboardingPlan } from '#capabilities/plans/core/ready/onboarding.ts'
import { makePlan } from '#capabilities/plans/core/make.ts'
import { flawsOf, type PlanTemplate, stepsOf, type TemplateStep } from '#capabilities/plans/core/template.ts'
import { calendarOf } from './calendar.ts'
import { contentIssues } from './stepContent.ts'
import type { Call } from './call.ts'
import { installPlanTemplates } from './install.ts'

type Draft = z.output<typeof templateDraftSchema>
type Versions = z.input<NonNullable<(typeof templateRoutes.templateVersions)['~orpc']['outputSchema']>>

/** A version of a template as it is kept. */
export type StoredTemplate = {
  id: string
  key: string
  version: number
  definition: PlanTemplate
  note: string
  published_at: Date
  published_by: string | null
}

/** The newest version of each template that was not taken away. */
export async function readTemplates(tx: Tx, workspaceId: WorkspaceId): Promise<StoredTemplate[]> {
  const { rows } = await sql<StoredTemplate>`
    select distinct on (t.key) t.id, t.key, t.version, t.definition, t.note, t.published_at, p.name as published_by
    from plan_templates t left join people p on p.workspace_id = t.workspace_id and p.id = t.published_by
    where t.workspace_id = ${workspaceId} and t.removed_at is null order by t.key, t.version desc
  `.execute(tx)
  return rows
    .map((row) => ({ ...row, definition: completed(row.definition) }))
    .toSorted((a, b) => a.definition.name.ja.localeCompare(b.definition.name.ja, 'ja'))
}

/** A version from before steps could name content says that they name none. */
const completed = (template: PlanTemplate): PlanTemplate => ({
  ...template,
  stages: template.stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((step) => ({
      ...step,
      content: (step.content as TemplateStep['content'] | undefined) ?? [],
    })),
  })),
})

/** The templates as they are shown, with how many plans they have. */
export async function shownTemplates(
  tx: Tx,
  { caller, today }: Pick<Call, 'caller' | 'today'>,
): Promise<{ templates: TemplateAnswer[] }> {
  const { workspaceId, workspace } = caller
  const { rows } = await sql<{ key: string; running: number; done: number }>`
    select t.key, count(*) filter (where p.status = 'running')::int as running,
      count(*) filter (where p.status = 'done')::int as done
    from plans p join plan_templates t on t.workspace_id = p.workspace_id and t.id = p.template_id
    where p.workspace_id = ${workspaceId} group by t.key
  `.execute(tx)
  const counts = new Map(rows.map(({ key, ...count }) => [key, count]))
  const calendar = await calendarOf(tx, workspace)
  const templates = (await readTemplates(tx, workspaceId)).map((one) => ({
    ...copyOf(one.definition),
    key: one.key,
    version: one.version,
    note: one.note,
    publishedAt: one.published_at.toISOString(),
    publishedBy: one.published_by,
    ...(counts.get(one.key) ?? { running: 0, done: 0 }),
    days: lengthOf(one.definition, calendar, today()),
  }))
  return { templates }
}

/** A definition with lists that may be written to, as answers have them. */
const copyOf = ({ name, aim, stages }: PlanTemplate): Draft => ({
  name,
  aim,
  stages: stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((step) => ({ ...step, content: [...step.content], after: [...step.after] })),
  })),
})

function lengthOf(template: PlanTemplate, calendar: BusinessCalendar, kickOffOn: Day): number {
  let last = 0
  const { baselineFinishOn } = makePlan(template, { kickOffOn, calendar, newId: () => `${++last}` })
  return businessDaysBetween(calendar, kickOffOn, baselineFinishOn)
}

/** Publishes a version; plans that were made before stay as they are. */
export async function publishTemplate(
  tx: Tx,
  call: Call,
  { key, version, note, draft }: { key: string; version: number; note: string; draft: Draft },
): Promise<{ templates: TemplateAnswer[] }> {
  const { workspaceId } = call.caller
  await refuseUnsound(tx, call, draft)
  await inTurn(tx, `plan template ${workspaceId} ${key}`)
  const { rows } = await sql<{ version: number }>`
    select version from plan_templates where workspace_id = ${workspaceId} and key = ${key} order by version desc limit 1
  `.execute(tx)
  const before = rows[0]?.version ?? 0
  if (before !== version) throw changedMeanwhile(before)
  await sql`
    insert into plan_templates (workspace_id, id, key, version, definition, note, published_by, published_at)
    values (${workspaceId}, ${call.newId<string>()}, ${key}, ${version + 1}, ${JSON.stringify({ key, ...draft })}::jsonb,
      ${note}, ${call.caller.personId}, ${call.now()})
  `.execute(tx)
  await told(tx, call, {
    action: before === 0 ? 'plan_template.create' : 'plan_template.publish',
    id: key,
    before: before === 0 ? null : { version: before },
    after: { name: draft.name.ja, version: version + 1, note, steps: stepsOf(draft).length },
  })
  return shownTemplates(tx, call)
}

async function refuseUnsound(tx: Tx, call: Call, draft: Draft): Promise<void> {
  const flaws = flawsOf(draft).map(({ rule, value }): Issue => ({ field: 'steps', rule: `plans.${rule}`, value }))
  if (flaws.length > 0) throw refused(flaws)
  const steps = stepsOf(draft)
  const circle = findCircle(steps.map(({ key, after }) => ({ id: key, after })))
  if (circle) throw refused([circleIssue(circle.map((key) => steps.find((one) => one.key === key)!.name.ja))])
  const wrong = await contentIssues(tx, steps)
  if (wrong.length > 0) throw refused(wrong)
  const catalogue = await factCatalogue(tx, call.caller.workspace)
  const issues = steps.flatMap(({ name, condition, evidence }): Issue[] => {
    const isSound = evidence !== 'facts' || readCondition(condition!, catalogue).ok
    return isSound ? [] : [{ field: 'condition', rule: 'plans.unreadable', value: name.ja }]
  })
  if (issues.length > 0) throw refused(issues)
}

/** Names the steps that wait for each other, each waiting for the next. */
export const circleIssue = (names: readonly string[]): Issue => ({
  field: 'after',
  rule: 'plans.circle',
  value: names.join(' → '),
})

/** Takes a template away, or brings it back. */
export async function removeTemplate(
  tx: Tx,
  call: Call,
  { key, removed }: { key: string; removed: boolean },
): Promise<{ templates: TemplateAnswer[] }> {
  const { workspaceId } = call.caller
  const { rows } = await sql`
    update plan_templates set removed_at = ${removed ? call.now() : null}
    where workspace_id = ${workspaceId} and key = ${key} and (removed_at is null) = ${removed} returning id
  `.execute(tx)
  if (rows.length === 0) throw notFound()
  const [before, after] = [{ removed: !removed }, { removed }]
  await told(tx, call, {
    action: removed ? 'plan_template.remove' : 'plan_template.bring_back',
    id: key,
    before,
    after,
  })
  return shownTemplates(tx, call)
}

/** Gives the ready-made template to a workspace that was made before there was one, or has taken it away. */
export async function addReadyTemplate(tx: Tx, call: Call): Promise<{ templates: TemplateAnswer[] }> {
  const { workspaceId } = call.caller
  const { key } = onboardingPlan
  const { rows } = await sql<{ gone: boolean }>`
    select removed_at is not null as gone from plan_templates where workspace_id = ${workspaceId} and key = ${key} limit 1
  `.execute(tx)
  if (rows[0]?.gone) return removeTemplate(tx, call, { key, removed: false })
  if (rows[0]) return shownTemplates(tx, call)
  await installContent(tx, { id: workspaceId }) // what its steps name
  await installPlanTemplates(tx, { id: workspaceId })
  const after = { name: onboardingPlan.name.ja, version: 1, note: '', steps: stepsOf(onboardingPlan).length }
  await told(tx, call, { action: 'plan_template.create', id: key, before: null, after })
  return shownTemplates(tx, call)
}

type Told = { action: string; id: string; before: Record<string, unknown> | null; after: Record<string, unknown> }

async function told(tx: Tx, call: Call, { action, id, before, after }: Told): Promise<void> {
  await recordChange(tx, { by: call.caller, action, subjectId: id, before, after })
  await call.live.publish(call.caller.workspaceId, { topic: 'settings', ids: [] }, tx)
}

/** The versions of a template, the newest first. */
export async function readVersions(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<Versions> {
  const { rows } = await sql<StoredTemplate>`
    select t.version, t.definition, t.note, t.published_at, p.name as published_by
    from plan_templates t left join people p on p.workspace_id = t.workspace_id and p.id = t.published_by
    where t.workspace_id = ${workspaceId} and t.key = ${key} order by t.version desc
  `.execute(tx)
  return {
    versions: rows.map(({ version, note, definition, published_at, published_by }) => ({
      version,
      note,
      publishedAt: published_at.toISOString(),
      publishedBy: published_by,
      steps: stepsOf(definition).length,
    })),
  }
}
