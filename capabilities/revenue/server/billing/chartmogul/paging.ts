import { Refusal } from './answer.ts'

const most = 200

/** Where a page begins, in a list that is sorted by when things came. */
export type From = { stamp: string; id: string }
export type Page = { readonly from: From | null; readonly limit: number }

/** Which page a request asks for: `cursor` as the page before told it, `per_page` up to 200. */
export function pageOf(query: Readonly<Record<string, string | undefined>>): Page {
  const limit = query.per_page === undefined ? most : Number(query.per_page)
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    throw new Refusal(422, `per_page is a number from 1 to ${most}.`)
  return { limit, from: query.cursor ? fromOf(query.cursor) : null }
}

function fromOf(cursor: string): From {
  const [stamp, id, ...more] = Buffer.from(cursor, 'base64url').toString().split(' / ')
  const known = stamp !== undefined && id !== undefined && more.length === 0
  if (!known || Number.isNaN(Date.parse(stamp)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new Refusal(422, 'The cursor is none that was given out.')
  return { stamp, id }
}

/** A page of rows of which one more than asked for was read. */
export function paged<Row extends From>(rows: readonly Row[], { limit }: Page) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const cursor = last ? Buffer.from(`${last.stamp} / ${last.id}`).toString('base64url') : null
  return { shown, more: { cursor, has_more: rows.length > limit } }
}
