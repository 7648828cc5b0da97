import pg from 'pg'

const text = (value: string) => value
// The driver's typings call this a function; it is an object with `create`.
const arrays = pg.types.arrayParser as unknown as {
  create: (source: string, parse: (value: string) => unknown) => { parse: () => unknown[] }
}
const arrayOf = (parse: (value: string) => unknown) => (source: string) => arrays.create(source, parse).parse()

// What a value of PostgreSQL becomes here. A day stays a text: a Date would shift it by the server's time zone.
const parsers = new Map<number, (value: string) => unknown>([
  [20, Number], // int8: counts and minor units of money, within 2^53
  [1016, arrayOf(Number)],
  [1700, Number], // numeric
  [1231, arrayOf(Number)],
  [1082, text], // date
  [1182, arrayOf(text)],
])

const asDriver = pg.types.getTypeParser as (id: number) => (value: string) => unknown

/** How the driver reads values: bigint and numeric as number, date as `YYYY-MM-DD`, timestamptz as Date. */
export const valueTypes: pg.CustomTypesConfig = { getTypeParser: (id: number) => parsers.get(id) ?? asDriver(id) }
