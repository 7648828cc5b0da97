import { sql } from 'kysely'
import type { z } from 'zod'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { nameGaps } from '#capabilities/facts/core/say.ts'
import { factCatalogue, type FactWorkspace } from '#capabilities/facts/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { ruleSchema } from '../contract.ts'
import { readRules, type StoredRule } from './rules.ts'

/** How a rule has done so far: how many CTAs it raised, how many are closed, and what came of those. */
export type RuleRecord = StoredRule & { fired: number; open: number; closed: number; helped: number; useful: number }

type CountRow = { rule_key: string; fired: number; open: number; closed: number; helped: number; useful: number }

/** The rules in force with their record. Useful are closed CTAs that were neither unneeded nor wrong alarms. */
export async function readRecords(tx: Tx, workspaceId: WorkspaceId): Promise<RuleRecord[]> {
  const rules = await readRules(tx, workspaceId)
  const { rows } = await sql<CountRow>`
    select rule_key, count(*) as fired, count(*) filter (where status <> 'closed') as open,
      count(*) filter (where status = 'closed') as closed, count(*) filter (where outcome = 'helped') as helped,
      count(*) filter (where outcome in ('helped', 'no_effect')) as useful
    from ctas where workspace_id = ${workspaceId} and rule_key is not null group by rule_key
  `.execute(tx)
  const counts = new Map(rows.map((row) => [row.rule_key, row]))
  const none = { fired: 0, open: 0, closed: 0, helped: 0, useful: 0 }
  return rules.map((rule) => {
    const { rule_key: _key, ...count } = counts.get(rule.key) ?? { rule_key: rule.key, ...none }
    return { ...rule, ...count }
  })
}

/** A rule as the contract shows it: what will be filled into its texts is named. */
function presentRule(rule: RuleRecord, catalogue: Catalogue): z.input<typeof ruleSchema> {
  const { id, key, version, isOn, label, help, condition, scope, holdDays, coolDownDays } = rule
  const { fired, open, closed, helped, useful } = rule
  const wrong = closed - useful
  const labelOf = (fact: string) => catalogue.get(fact)?.label
  const { title, because } = rule.raises
  const raises = { ...rule.raises, title: nameGaps(title, labelOf), because: because && nameGaps(because, labelOf) }
  const precision = closed === 0 ? null : Math.round((1000 * useful) / closed) / 10
  const record = { fired, open, closed, helped, wrong, precision }
  return { id, key, version, isOn, label, help, condition, scope, holdDays, coolDownDays, raises, record }
}

/** The rules in force as the contract shows them. */
export async function presentRules(tx: Tx, workspace: FactWorkspace): Promise<z.input<typeof ruleSchema>[]> {
  const catalogue = await factCatalogue(tx, workspace)
  return (await readRecords(tx, workspace.id)).map((rule) => presentRule(rule, catalogue))
}
