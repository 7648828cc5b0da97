import type { TellUses } from '#capabilities/facts/server/index.ts'
import { readRules } from './rules.ts'

/** Signal rules ask about facts: what they watch for, and in which accounts. */
export const ruleUses: TellUses = async (tx, { workspaceId }) =>
  (await readRules(tx, workspaceId)).map(({ id, label, condition, scope }) => ({
    kind: 'rule',
    id,
    name: label,
    conditions: [condition, scope],
    facts: [],
  }))
