import { Readable } from 'node:stream'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { filtersOf } from './reach.ts'
import { type Confined, type EventStore, EventStoreUnavailable } from './store.ts'

export type Address = { url: string; user?: string; password?: string; database?: string }

/**
 * The event store behind an address, by ClickHouse's own client: the embedded host or any server or cluster. The
 * address is asked for at every call, since a host that was started again may listen elsewhere; null: not now.
 */
export function eventStoreAt(address: () => Address | null): EventStore & { close: () => Promise<void> } {
  let current: { key: string; client: ClickHouseClient } | null = null
  const client = (): ClickHouseClient => {
    const found = address()
    if (!found) throw new EventStoreUnavailable('it is being started')
    const key = JSON.stringify(found)
    if (current?.key === key) return current.client
    void current?.client.close()
    current = { key, client: connect(found) }
    return current.client
  }
  return {
    query: <Row>(sql: string, params = {}, confined: Confined | null = null) =>
      reachable(async () => {
        const result = await client().query({
          query: sql,
          query_params: params,
          format: 'JSONEachRow',
          use_multipart_params_auto: true,
          clickhouse_settings: {
            readonly: '1',
            output_format_json_quote_64bit_integers: 0,
            ...finalByMonth,
            ...filtersOf(sql, confined),
          },
        })
        return result.json<Row>()
      }),
    insert: (table, ndjson) =>
      reachable(async () => {
        const query = `INSERT INTO ${table} FORMAT JSONEachRow`
        const done = await client().exec({
          query,
          values: Readable.from([ndjson], { objectMode: false }),
          clickhouse_settings: { date_time_input_format: 'best_effort' },
        })
        for await (const chunk of done.stream) void chunk // frees the connection
        return Number(done.summary?.written_rows ?? Number.NaN)
      }),
    command: (sql, params = {}) =>
      reachable(async () => {
        await client().command({ query: sql, query_params: params })
      }),
    ready: async () => {
      try {
        return (await client().ping()).success
      } catch {
        return false
      }
    },
    close: async () => {
      await current?.client.close()
    },
  }
}

// Rows that replace each other are of one month (or year): `final` has nothing to look for across them, and a month that
// is in one piece is read as it is.
const finalByMonth = { do_not_merge_across_partitions_select_final: 1 } as const

function connect({ url, user, password, database }: Address): ClickHouseClient {
  return createClient({
    url,
    ...(user ? { username: user } : {}),
    ...(password ? { password } : {}),
    ...(database ? { database } : {}),
    request_timeout: 600_000,
    max_open_connections: 16,
    log: { level: ClickHouseLogLevel.OFF }, // errors reach the caller; printed as well, they would be told twice
  })
}

const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN'])

async function reachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if ((code !== undefined && network.has(code)) || /socket hang up|Timeout error/.test(message ?? ''))
      throw new EventStoreUnavailable(error)
    throw error
  }
}
