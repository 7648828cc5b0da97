import type { OperatorMessage } from '#platform/startRefused.ts'

/** What was looked at and how it is: `notice` wants to be known, `fault` wants something done. */
export type Finding = { check: string; state: 'good' | 'notice' | 'fault'; message: OperatorMessage }

export const finding = (check: string, state: Finding['state'], message: OperatorMessage): Finding => ({
  check,
  state,
  message,
})
