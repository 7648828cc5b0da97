import type { CallContext } from '#platform/http/context.ts'
import { refused } from '#platform/http/refusal.ts'

/** What a write needs of the call it belongs to. */
export type Call = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live'>

/** Which thing is to be changed, and the version that was seen of it. */
export type Seen = { id: string; version: number }

export const refuse = (field: string, rule: string, value?: string) =>
  refused([{ field, rule: `plans.${rule}`, ...(value === undefined ? {} : { value }) }])
