import { refused } from '#platform/http/refusal.ts'

/** Where a page of a list that is ordered by a moment begins: the moment as PostgreSQL writes it, and what stands beside it. */
export function after(cursor: string | undefined): { at: string | null; id: string | null } {
  if (cursor === undefined) return { at: null, id: null }
  const match = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::\d\d)?) (\S+)$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  )
  if (!match) throw refused([{ field: 'cursor', rule: 'invalid' }])
  return { at: match[1]!, id: match[2]! }
}

/** Where the page after these rows begins; null where there is none. */
export function nextOf(rows: readonly { place: string }[], limit: number): string | null {
  return rows.length > limit ? Buffer.from(rows[limit - 1]!.place).toString('base64url') : null
}
