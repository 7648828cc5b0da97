import type { TellUses } from '#capabilities/facts/server/index.ts'
import { stepsOf } from '#capabilities/plans/core/template.ts'
import { readTemplates } from './templates.ts'

/** Templates of plans ask about facts: what closes their steps. */
export const planUses: TellUses = async (tx, { workspaceId }) =>
  (await readTemplates(tx, workspaceId)).map(({ key, definition }) => ({
    kind: 'plan',
    id: key,
    name: definition.name,
    conditions: [...new Set(stepsOf(definition).flatMap(({ condition }) => condition ?? []))],
    facts: [],
  }))
