import { sql } from 'kysely'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import { evaluator, type Moment, type ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import type { Condition } from '#capabilities/facts/core/condition/tree.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { SignalRule } from '../core/rule.ts'

/** A version of a rule as it is kept. */
export type StoredRule = SignalRule & { id: string; version: number; isOn: boolean; isArchived: boolean }

type RuleRow = { id: string; version: number; definition: SignalRule; is_on: boolean; archived: boolean }

/** The rules in force, switched off ones too, in the order in which they came. */
export async function readRules(tx: Tx, workspaceId: WorkspaceId): Promise<StoredRule[]> {
  return (await readAllRules(tx, workspaceId)).filter((rule) => !rule.isArchived)
}

/** The newest version of every rule, archived ones too. */
export async function readAllRules(tx: Tx, workspaceId: WorkspaceId): Promise<StoredRule[]> {
  const { rows } = await sql<RuleRow>`
    select id, version, definition, is_on, archived_at is not null as archived from (
      select *, first_value(id) over (partition by key order by version) as first_id from signal_rules
      where workspace_id = ${workspaceId}
    ) rule where retired_at is null order by first_id
  `.execute(tx)
  return rows.map(({ id, version, definition, is_on, archived }) => {
    return { ...definition, id, version, isOn: is_on, isArchived: archived }
  })
}

/** A rule with its condition read, ready to be asked about many accounts. */
export type Watch = {
  rule: StoredRule
  /** Scope and condition. */
  holds(read: ReadFact, moment: Moment): boolean
  condition: Condition
}

/** The rules that watch: those switched on whose conditions can be read. */
export function watchesOf(rules: readonly StoredRule[], catalogue: Catalogue): Watch[] {
  return rules.flatMap((rule) => {
    const condition = readStanding(rule.condition, catalogue)
    const scope = readStanding(rule.scope, catalogue)
    if (!rule.isOn || !condition.ok || !scope.ok) return []
    const [inScope, isTrue] = [evaluator(scope.value), evaluator(condition.value)]
    const holds: Watch['holds'] = (read, moment) => isTrue(read, moment) && inScope(read, moment)
    return [{ rule, condition: condition.value, holds }]
  })
}
