import i18next from 'i18next'
import type { Issue } from '#kernel/exchange.ts'
import type { Problem } from '#kernel/problem.ts'
import { problemOf } from './client.ts'

/** Finds a text by key in the words of the frame and of every capability; undefined where nobody has it. */
function inAnyCapability(key: string): string | undefined {
  const namespaces = Object.keys(i18next.getDataByLanguage(i18next.language) ?? {})
  const found = ['web', ...namespaces].map((name) => `${name}:${key}`).find((full) => i18next.exists(full))
  const say = i18next.t as (key: string) => unknown
  const text = found ? say(found) : undefined
  return typeof text === 'string' ? text : undefined
}

/**
 * One refused value in words: which field, what was given, and the rule. Words for a rule stand in a capability's copy
 * under `rules`, names of fields under `fields`.
 */
export function issueText(issue: Issue): string {
  const rule = inAnyCapability(`rules.${issue.rule}`) ?? i18next.t('web:rules.invalid')
  const field = issue.field === '' ? '' : (inAnyCapability(`fields.${issue.field}`) ?? issue.field)
  const value = issue.value ? ` (${issue.value})` : ''
  return field ? `${field}${value}: ${rule}` : `${rule}${value}`
}

/** What happened, what was kept and what to do: the server's own words where it answered. */
export function problemText(problem: Problem): { title: string; detail: string } {
  if (problem.title) return { title: problem.title, detail: problem.detail }
  const text = problem.code === 'OFFLINE' ? 'OFFLINE' : 'UNKNOWN'
  return { title: i18next.t(`web:problem.${text}.title`), detail: i18next.t(`web:problem.${text}.detail`) }
}

/** The same in one line, from whatever a call threw. */
export function errorText(error: unknown): string {
  const problem = problemOf(error)
  const { title, detail } = problemText(problem)
  const issues = (problem.issues ?? []).slice(0, 3).map(issueText)
  return [title, ...(issues.length > 0 ? issues : [detail])].join(i18next.language === 'en' ? '. ' : '。')
}
