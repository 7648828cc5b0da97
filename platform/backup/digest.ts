import pg from 'pg'

/** What a table holds: how many rows, and the sum of their digests, in whatever order they lie. */
export type TableDigest = { table: string; rows: number; sum: string }

const ours = `c.relkind = 'r' and n.nspname in ('public', 'auth', 'queue')`

/** The tables of the product, in the order in which they are locked. */
export async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} order by 1, 2`)
  return rows.map(({ schema, name }) => `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`)
}

/** Reads every row of every table. To be asked inside one snapshot. */
export async function digestOf(client: pg.Client): Promise<TableDigest[]> {
  const digests: TableDigest[] = []
  for (const table of await tablesOf(client)) {
    const { rows } = await client.query<{ rows: string; sum: string }>(
      `select count(*)::text as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as sum from ${table} t`,
    )
    digests.push({ table, rows: Number(rows[0]!.rows), sum: rows[0]!.sum })
  }
  return digests
}

/** Tables in which two states differ, with the rows each has. */
export function differences(
  before: readonly TableDigest[],
  after: readonly TableDigest[],
): { table: string; before: number; after: number }[] {
  const [was, is] = [byName(before), byName(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((table) => {
    const [a, b] = [was.get(table), is.get(table)]
    if (a?.rows === b?.rows && a?.sum === b?.sum) return []
    return [{ table, before: a?.rows ?? 0, after: b?.rows ?? 0 }]
  })
}

const byName = (digests: readonly TableDigest[]) => new Map(digests.map((digest) => [digest.table, digest]))
