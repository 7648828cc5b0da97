import type { Issue } from '#kernel/exchange.ts'
import type { CallContext } from '#platform/http/context.ts'
import { refused } from '#platform/http/refusal.ts'

/** What a write needs of the call it belongs to. */
export type Call = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live' | 'visit'>

export const issue = (field: string, rule: string, value?: string): Issue => ({
  field,
  rule: rule.includes('.') ? rule : `outreach.${rule}`,
  ...(value === undefined || value === '' ? {} : { value }),
})

export const refuse = (field: string, rule: string, value?: string) => refused([issue(field, rule, value)])
