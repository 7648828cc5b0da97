import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import type { ConditionError } from '#capabilities/facts/core/condition/syntax.ts'
import type { Condition } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import { type Tx, withheldIn } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'
import { refused } from '#platform/http/refusal.ts'

/** How long a workspace's catalogue is taken to be as it was, in ms: reading it anew costs as much as a page of the list. */
const fresh = 5000

const remembered = new Map<string, { at: number; catalogue: Catalogue }>()

/**
 * Runs `work` with the facts of a workspace as they were some seconds ago. Where that refuses (a field that has just been
 * added is unknown, one that was just renamed is not), the catalogue is read anew and the work done again.
 */
export async function withCatalogue<T>(
  tx: Tx,
  workspace: Workspace,
  work: (catalogue: Catalogue, issues: Issue[]) => T,
): Promise<T> {
  const key = [workspace.id, ...withheldIn(tx)].join(' ')
  const known = remembered.get(key)
  if (known && Date.now() - known.at < fresh) {
    const issues: Issue[] = []
    const done = work(known.catalogue, issues)
    if (issues.length === 0) return done
  }
  const catalogue = await factCatalogue(tx, workspace)
  remembered.set(key, { at: Date.now(), catalogue })
  const issues: Issue[] = []
  const done = work(catalogue, issues)
  if (issues.length > 0) throw refused(issues)
  return done
}

/** Where a list may name a fact whose values are withheld: a column and a sum only say so, an order would tell of them. */
const saysItself = ['columns', 'sums']

/** The facts that keys name; those that name none are reported, and those that would tell of what is withheld. */
export function factsNamed(
  catalogue: Catalogue,
  keys: readonly string[],
  field: string,
  issues: Issue[],
): FactDefinition[] {
  return keys.flatMap((key) => {
    const fact = catalogue.get(key)
    if (!fact) issues.push({ field, value: key, rule: 'unknown_fact' })
    if (fact?.withheld && !saysItself.includes(field)) issues.push({ field, value: key, rule: 'withheld_fact' })
    return fact ? [fact] : []
  })
}

/** The condition that a text means; what is wrong with it is reported, each error with the character it begins at. */
export function conditionNamed(catalogue: Catalogue, text: string | undefined, issues: Issue[]): Condition {
  const read = readCondition(text ?? '', catalogue)
  if (read.ok) return read.value
  for (const error of read.error) issues.push(issueOf(error, text ?? ''))
  return { is: 'constant', value: false }
}

function issueOf(error: ConditionError, text: string): Issue {
  const value = text.slice(error.at, error.end)
  return { field: 'condition', rule: `condition.${error.rule}`, column: `${error.at + 1}`, ...(value ? { value } : {}) }
}
