import type { TellUses } from '#capabilities/facts/server/index.ts'
import { readGuard, readRules } from './rules.ts'

/** Expansion rules and what must be before anything is proposed ask about facts. */
export const expansionUses: TellUses = async (tx, { workspaceId }) => {
  const { guard } = await readGuard(tx, workspaceId)
  return [
    ...(await readRules(tx, workspaceId)).map(({ key, label, condition }) => ({ id: key, name: label, condition })),
    ...guard.map(({ label, condition }, at) => ({ id: `guard ${at}`, name: label, condition })),
  ].map(({ id, name, condition }) => ({ kind: 'expansion' as const, id, name, conditions: [condition], facts: [] }))
}
