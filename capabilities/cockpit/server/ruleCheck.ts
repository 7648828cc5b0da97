import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import type { Tx } from '#platform/database/scope.ts'
import { refused } from '#platform/http/refusal.ts'
import { checkDraft, conditionIssues, type DraftIssue } from '../core/draft.ts'
import type { RuleDraft } from '../core/rule.ts'
import { type Call, refuseUnknownOwner } from './ctaWrite.ts'

/** Refuses a draft that may not be published, with everything that stands against it. */
export async function refuseWrong(tx: Tx, call: Call, draft: RuleDraft): Promise<void> {
  refuseIssues(checkDraft(draft, await factCatalogue(tx, call.caller.workspace)))
  const { owner } = draft.raises
  if (owner?.of === 'person') await refuseUnknownOwner(tx, call, owner.personId)
}

/** Refuses conditions that cannot be read, character by character. */
export function refuseUnreadable(draft: Pick<RuleDraft, 'condition' | 'scope'>, catalogue: Catalogue): void {
  refuseIssues((['condition', 'scope'] as const).flatMap((field) => conditionIssues(field, draft[field], catalogue)))
}

function refuseIssues(issues: readonly DraftIssue[]): void {
  if (issues.length === 0) return
  throw refused(
    issues.map(({ rule, column, ...issue }) => ({
      ...issue,
      rule: rule.startsWith('condition.') ? rule : `cockpit.${rule}`,
      ...(column === undefined ? {} : { column: `${column}` }),
    })),
  )
}
