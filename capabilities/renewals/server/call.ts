import type { CallContext } from '#platform/http/context.ts'

/** What a write needs of the call it belongs to. */
export type Call = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live'>
