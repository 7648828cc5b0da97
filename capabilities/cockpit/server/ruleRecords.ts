import { sql } from 'kysely'
import type { z } from 'zod'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { sayCondition } from '#capabilities/facts/core/condition/words.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { nameGaps } from '#capabilities/facts/core/say.ts'
import { factCatalogue, type FactWorkspace } from '#capabilities/facts/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { ruleSchema } from '../contract/rules.ts'
import { isLowPrecision, type Outcome } from '../core/words.ts'
import { readAllRules, type StoredRule } from './rules.ts'

type Done = { fired: number; open: number; closed: number; useful: number; outcomes: Record<Outcome, number> }

/** How a rule has done so far: how many CTAs it raised, how many are closed, and what came of those. */
export type RuleRecord = StoredRule & Done

type CountRow = { rule_key: string; fired: number; open: number } & Record<Outcome, number>

/** All rules with their record, archived ones too. Useful are closed CTAs that were neither unneeded nor wrong alarms. */
export async function readRecords(tx: Tx, workspaceId: WorkspaceId): Promise<RuleRecord[]> {
  const rules = await readAllRules(tx, workspaceId)
  const { rows } = await sql<CountRow>`
    select rule_key, count(*) as fired, count(*) filter (where status <> 'closed') as open,
      count(*) filter (where outcome = 'helped') as helped, count(*) filter (where outcome = 'no_effect') as no_effect,
      count(*) filter (where outcome = 'not_needed') as not_needed,
      count(*) filter (where outcome = 'wrong_alarm') as wrong_alarm
    from ctas where workspace_id = ${workspaceId} and rule_key is not null group by rule_key
  `.execute(tx)
  const done = new Map(rows.map(({ rule_key, ...counts }) => [rule_key, doneOf(counts)]))
  const none = doneOf({ fired: 0, open: 0, helped: 0, no_effect: 0, not_needed: 0, wrong_alarm: 0 })
  return rules.map((rule) => ({ ...rule, ...(done.get(rule.key) ?? none) }))
}

function doneOf({ fired, open, ...outcomes }: Omit<CountRow, 'rule_key'>): Done {
  return { fired, open, closed: fired - open, useful: outcomes.helped + outcomes.no_effect, outcomes }
}

type Said = { catalogue: Catalogue; currency: string }

/** A rule as the contract shows it: what will be filled into its texts is named, and its condition is said in words. */
function presentRule(rule: RuleRecord, said: Said): z.input<typeof ruleSchema> {
  const { fired, open, closed, useful, outcomes, raises, ...shown } = rule
  const labelOf = (fact: string) => said.catalogue.get(fact)?.label
  const { title, because } = raises
  return {
    ...shown,
    said: { condition: inWords(rule.condition, said), scope: inWords(rule.scope, said) },
    raises: { ...raises, title: nameGaps(title, labelOf), because: because && nameGaps(because, labelOf) },
    record: {
      fired,
      open,
      closed,
      outcomes,
      helped: outcomes.helped,
      wrong: closed - useful,
      precision: closed === 0 ? null : Math.round((1000 * useful) / closed) / 10,
      isLow: isLowPrecision(rule),
    },
  }
}

function inWords(text: string, { catalogue, currency }: Said): Label | null {
  const read = readCondition(text, catalogue)
  if (!read.ok) return null
  const ja = sayCondition(read.value, catalogue, { locale: 'ja', currency })
  const en = sayCondition(read.value, catalogue, { locale: 'en', currency })
  return ja === null || en === null ? null : { ja, en }
}

/** All rules as the contract shows them, archived ones too. */
export async function presentRules(tx: Tx, workspace: FactWorkspace): Promise<z.input<typeof ruleSchema>[]> {
  const said = { catalogue: await factCatalogue(tx, workspace), currency: workspace.currency }
  return (await readRecords(tx, workspace.id)).map((rule) => presentRule(rule, said))
}
