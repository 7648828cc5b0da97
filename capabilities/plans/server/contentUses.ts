import { sql } from 'kysely'
import type { ContentHooks } from '#capabilities/content/server/index.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { stepsOf as stepsOfTemplate } from '#capabilities/plans/core/template.ts'
import { readTemplates } from './templates.ts'
import { askedSteps, seenByGuest, sent, sentByGuest } from './sheets.ts'

/** Which steps name items of the library: those of templates, and those of plans that run; and what an answered sheet does. */
export const planContent: ContentHooks = {
  stepsOf: askedSteps,
  seenByGuest,
  sent,
  sentByGuest,
  countUses: async (tx, workspaceId) => {
    const counts = new Map<string, number>()
    const add = (key: string, count: number) => counts.set(key, (counts.get(key) ?? 0) + count)
    for (const { definition } of await readTemplates(tx, workspaceId))
      for (const key of stepsOfTemplate(definition).flatMap(({ content }) => content)) add(key, 1)
    const { rows } = await sql<{ key: string; steps: number }>`
      select named.key, count(*)::int as steps
      from plan_steps s join plans p on p.workspace_id = s.workspace_id and p.id = s.plan_id, unnest(s.content) as named (key)
      where s.workspace_id = ${workspaceId} and s.content <> '{}' and s.removed_at is null and p.status = 'running'
      group by named.key
    `.execute(tx)
    for (const { key, steps } of rows) add(key, steps)
    return counts
  },
  usesOf: async (tx, workspaceId, key) => {
    const ofTemplates = (await readTemplates(tx, workspaceId)).flatMap(({ key: template, definition }) =>
      stepsOfTemplate(definition)
        .filter(({ content }) => content.includes(key))
        .map(({ name }) => ({
          where: 'template' as const,
          id: template,
          name: definition.name,
          step: name,
          account: null,
        })),
    )
    const { rows } = await sql<{ id: string; name: string; step: Label; account: { id: string; name: string } }>`
      select p.id, p.name, jsonb_build_object('ja', s.name_ja, 'en', s.name_en) as step,
        jsonb_build_object('id', a.id, 'name', a.name) as account
      from plan_steps s join plans p on p.workspace_id = s.workspace_id and p.id = s.plan_id
        join accounts a on a.workspace_id = p.workspace_id and a.id = p.account_id
      where s.workspace_id = ${workspaceId} and s.content @> array[${key}::text] and s.removed_at is null
        and p.status = 'running'
      order by a.reading, s.position limit 50
    `.execute(tx)
    const ofPlans = rows.map(({ id, name, step, account }) => ({
      where: 'plan' as const,
      id,
      name: { ja: name, en: name },
      step,
      account,
    }))
    return [...ofTemplates, ...ofPlans]
  },
}
