import { formatsOf } from '#capabilities/content/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Evidence } from '#capabilities/plans/core/words.ts'

type Naming = { name: Label; evidence: Evidence; content: readonly string[] }

/** What is wrong with the items that steps name: one that is not in the library, or no sheet where a sheet closes it. */
export async function contentIssues(tx: Tx, steps: readonly Naming[]): Promise<Issue[]> {
  const keys = [...new Set(steps.flatMap(({ content }) => content))]
  const known = await formatsOf(tx, keys)
  return steps.flatMap(({ name, evidence, content }): Issue[] => {
    const issue = (rule: string): Issue[] => [{ field: 'content', rule: `plans.${rule}`, value: name.ja }]
    if (!content.every((key) => known.has(key))) return issue('unknown_content')
    return evidence === 'form' && !content.some((key) => known.get(key) === 'form') ? issue('no_form') : []
  })
}

export const contentIssue = async (tx: Tx, step: Naming): Promise<Issue | undefined> =>
  (await contentIssues(tx, [step]))[0]
