import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { brandOf, recordChange } from '#capabilities/access/server/index.ts'
import { publicItems, readNames } from '#capabilities/content/server/index.ts'
import type { TemplatePageAnswer, TemplatePlace } from '#capabilities/plans/contract/page.ts'
import { type PlanTemplate, stepsOf, type TemplateStep } from '#capabilities/plans/core/template.ts'
import { sideOf } from '#capabilities/plans/core/words.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { Call } from '../call.ts'
import { readTemplates } from '../templates.ts'

/** Where the page of a template is; null: it is not public. */
export async function pageOf(tx: Tx, { caller }: Pick<Call, 'caller'>, key: string): Promise<TemplatePlace> {
  const { rows } = await sql<{ token: string }>`
    select token from plan_pages
    where workspace_id = ${caller.workspaceId} and template_key = ${key} and withdrawn_at is null
  `.execute(tx)
  const template = (await readTemplates(tx, caller.workspaceId)).find((one) => one.key === key)
  const keys = template ? contentOf(template.definition) : []
  const shown = new Set((await publicItems(tx, caller.workspaceId, keys)).map((item) => item.key))
  const named = (await readNames(tx, caller.workspaceId)).filter((item) => keys.includes(item.key))
  return {
    path: rows[0] ? `/t/${rows[0].token}/${encodeURIComponent(key)}` : null,
    content: named.map((item) => ({ id: item.id, title: item.title, isShown: shown.has(item.key) })),
  }
}

const theirs = ({ role }: TemplateStep) => sideOf(role) === 'theirs'
/** What the steps of the customer's side give, by key. */
const contentOf = (template: PlanTemplate): string[] => [
  ...new Set(
    stepsOf(template)
      .filter(theirs)
      .flatMap(({ content }) => content ?? []),
  ),
]

/** Makes a template public, at the address it had before where it had one, or no longer. */
export async function setPage(
  tx: Tx,
  call: Call,
  { key, isPublic }: { key: string; isPublic: boolean },
): Promise<TemplatePlace> {
  const { workspaceId, personId } = call.caller
  const template = (await readTemplates(tx, workspaceId)).find((one) => one.key === key)
  if (!template) throw notFound()
  const before = await pageOf(tx, call, key)
  if ((before.path !== null) === isPublic) return before
  if (isPublic)
    await sql`
      insert into plan_pages (workspace_id, template_key, token, published_by, published_at)
      values (${workspaceId}, ${key}, ${randomBytes(9).toString('base64url')}, ${personId}, ${call.now()})
      on conflict (workspace_id, template_key) do update set withdrawn_at = null, published_by = excluded.published_by,
        published_at = excluded.published_at
    `.execute(tx)
  else
    await sql`
      update plan_pages set withdrawn_at = ${call.now()} where workspace_id = ${workspaceId} and template_key = ${key}
    `.execute(tx)
  await recordChange(tx, {
    by: call.caller,
    action: 'plan_page.update',
    subjectId: key,
    before: { name: template.definition.name.ja, public: !isPublic },
    after: { name: template.definition.name.ja, public: isPublic },
  })
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
  return pageOf(tx, call, key)
}

type Row = {
  workspaceId: WorkspaceId
  definition: PlanTemplate
  name: string
  colour: string | null
  logoKey: string | null
}
export type PagePlace = { token: string; key: string }

/** A template that is public, in its newest version, with whose it is; else there is none. */
async function thePage({ database }: Pick<CallContext, 'database'>, { token, key }: PagePlace): Promise<Row> {
  const [row] = await database.ask(sql<Row>`
    select w.workspace_id as "workspaceId", t.definition, w.name, w.brand_colour as colour, w.logo_key as "logoKey"
    from plan_pages g join workspaces w on w.workspace_id = g.workspace_id
      join plan_templates t on t.workspace_id = g.workspace_id and t.key = g.template_key and t.removed_at is null
    where g.token = ${token} and g.template_key = ${key} and g.withdrawn_at is null
    order by t.version desc limit 1
  `)
  if (!row) throw notFound()
  return row
}

/** What anybody may read of what a public template gives. */
export async function publicContent(context: Pick<CallContext, 'database'>, place: PagePlace) {
  const row = await thePage(context, place)
  const keys = contentOf(row.definition)
  const items = await context.database.workspace(row.workspaceId, (tx) => publicItems(tx, row.workspaceId, keys))
  return { row, items }
}

/** A template that is public: what the customer's side has to do and to read, and nobody's name. */
export async function readPage(context: CallContext, place: PagePlace): Promise<TemplatePageAnswer> {
  const { row, items } = await publicContent(context, place)
  const { name, aim, stages } = row.definition
  return {
    company: brandOf(row),
    name,
    aim,
    stages: stages
      .map((stage) => ({
        key: stage.key,
        name: stage.name,
        steps: stage.steps.filter(theirs).map((step) => ({
          key: step.key,
          name: step.name,
          help: step.help,
          role: step.role,
          effortHours: step.effortHours,
          content: (step.content ?? []).flatMap((key) =>
            items
              .filter((item) => item.key === key)
              .map(({ published }) => ({ key, title: published.title, format: published.body.format })),
          ),
        })),
      }))
      .filter(({ steps }) => steps.length > 0),
  }
}
