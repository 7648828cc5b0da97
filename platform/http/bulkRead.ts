import type { BulkKind } from '#kernel/exchange.ts'
import type { Caller, Visit } from './context.ts'

/** An answer that told of many at once: of what, how many lines, and of which customer; null: across customers. */
export type BulkRead = { readonly kind: BulkKind; readonly shown: number; readonly accountId: string | null }

/** Notes that somebody was shown much at once; resolves when it is sure to be known afterwards. */
export type NoteRead = (caller: Caller, read: BulkRead, visit: Pick<Visit, 'address'>) => Promise<void>

// What lists call their lines.
const linesIn = ['rows', 'contacts', 'users', 'people', 'events', 'entries', 'mails', 'suppressions']

/** What an answer told: under `/accounts/{id}`, or where it was asked of an account, it is of one customer. */
export function bulkReadOf(kind: BulkKind, path: string | undefined, input: unknown, output: unknown): BulkRead {
  const told = (output ?? {}) as Record<string, unknown>
  const lines = linesIn.flatMap((name) => (Array.isArray(told[name]) ? [told[name].length] : []))
  const { id, accountId } = (input ?? {}) as { id?: string; accountId?: string }
  const of = path?.startsWith('/accounts/{id}') ? id : accountId
  return { kind, shown: lines[0] ?? 0, accountId: of ?? null }
}
