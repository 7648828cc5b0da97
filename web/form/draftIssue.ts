import { useTranslation } from 'react-i18next'

/** What is wrong at a place of a draft that is being edited. */
export type DraftIssue = { field: string; rule: string; value?: string; column?: string }

/** One thing that is wrong in a draft, by the words that an editor's copy has under `rules`. */
export function useIssueText(copy: string): (issue: DraftIssue) => string {
  const { i18n } = useTranslation()
  const say = i18n.t as (keys: string[], values: { value: string; column: string }) => unknown
  return ({ rule, value = '', column = '' }) => {
    const known = rule.startsWith('condition.') ? 'condition' : rule
    return String(say([`${copy}:rules.${known}`, `${copy}:rules.invalid`], { value, column }))
  }
}

/** What is wrong at a place of a draft, in words; undefined where nothing is. */
export function useIssueAt(copy: string, issues: readonly DraftIssue[]): (field: string) => string | undefined {
  const say = useIssueText(copy)
  return (field) => {
    const issue = issues.find((one) => one.field === field)
    return issue && say(issue)
  }
}
