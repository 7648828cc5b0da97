/** A renewal as far as its place in a column goes: by notice deadline (the end of the term where none is agreed), end of the term, id. */
type Placed = { id: string; noticeBy: string | null; termEnd: string }
/** What is loaded of a column, page after page. */
type Pages<Row, Param> = { pages: { rows: Row[]; next: string | null }[]; pageParams: Param[] }

const place = ({ noticeBy, termEnd, id }: Placed) => `${noticeBy ?? termEnd} ${termEnd} ${id}`

/** A column without a renewal. */
export function without<Row extends Placed, Param>(column: Pages<Row, Param>, id: string): Pages<Row, Param> {
  return { ...column, pages: column.pages.map((page) => ({ ...page, rows: page.rows.filter((row) => row.id !== id) })) }
}

/** A column with a renewal at its place; where that lies beyond what is loaded, at the end, until the server has put it right. */
export function withOne<Row extends Placed, Param>(column: Pages<Row, Param>, one: Row): Pages<Row, Param> {
  const { pages, pageParams } = without(column, one.id)
  const found = pages.findIndex(({ rows }) => rows.some((row) => place(row) > place(one)))
  const at = found === -1 ? pages.length - 1 : found
  return {
    pageParams,
    pages: pages.map((page, index) => {
      if (index !== at) return page
      const before = page.rows.findIndex((row) => place(row) > place(one))
      return { ...page, rows: page.rows.toSpliced(before === -1 ? page.rows.length : before, 0, one) }
    }),
  }
}
