import { Readable } from 'node:stream'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { askedOfCluster, clusterSettings, type EventCluster, onCluster } from './cluster.ts'
import { filtersOf } from './reach.ts'
import { type Confined, type EventStore, EventStoreUnavailable } from './store.ts'
import { step } from '#platform/telemetry/traces.ts'

export type Address = { url: string; user?: string; password?: string; database?: string; cluster?: EventCluster }

/**
 * The event store behind an address, by ClickHouse's own client: the embedded host or any server or cluster. The
 * address is asked for at every call, since a host that was started again may listen elsewhere; null: not now.
 */
export function eventStoreAt(address: () => Address | null): EventStore & { close: () => Promise<void> } {
  let current: { key: string; client: ClickHouseClient; cluster: EventCluster | undefined } | null = null
  const found = () => {
    const at = address()
    if (!at) throw new EventStoreUnavailable('it is being started')
    const key = JSON.stringify(at)
    if (current?.key === key) return current
    void current?.client.close()
    current = { key, client: connect(at), cluster: at.cluster }
    return current
  }
  return {
    query: <Row>(sql: string, params = {}, confined: Confined | null = null) =>
      reachable('query', async () => {
        const { client, cluster } = found()
        const result = await client.query({
          query: cluster ? askedOfCluster(sql, cluster) : sql,
          query_params: params,
          format: 'JSONEachRow',
          use_multipart_params_auto: true,
          clickhouse_settings: {
            readonly: '1',
            output_format_json_quote_64bit_integers: 0,
            ...finalByMonth,
            ...(cluster ? clusterSettings : {}),
            ...filtersOf(sql, confined, cluster?.database),
          },
        })
        return result.json<Row>()
      }),
    insert: (table, ndjson) =>
      reachable('insert', async () => {
        const query = `INSERT INTO ${table} FORMAT JSONEachRow`
        const { client, cluster } = found()
        const done = await client.exec({
          query,
          values: Readable.from([ndjson], { objectMode: false }),
          clickhouse_settings: { date_time_input_format: 'best_effort', ...(cluster ? clusterSettings : {}) },
        })
        for await (const chunk of done.stream) void chunk // frees the connection
        // A cluster counts a row once for each table that it goes through, and answers an error where one is not written.
        return cluster ? linesIn(ndjson) : Number(done.summary?.written_rows ?? Number.NaN)
      }),
    command: (sql, params = {}) =>
      reachable('command', async () => {
        const { client, cluster } = found()
        const clickhouse_settings = cluster ? clusterSettings : {}
        for (const query of cluster ? onCluster(sql, cluster) : [sql])
          await client.command({ query, query_params: params, clickhouse_settings })
      }),
    ready: async () => {
      try {
        return (await found().client.ping()).success
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

function linesIn(ndjson: Buffer): number {
  let lines = 0
  for (let at = 0; at < ndjson.length; at++) {
    const end = ndjson.indexOf(10, at)
    const to = end < 0 ? ndjson.length : end
    if (to > at) lines++
    at = to
  }
  return lines
}

const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN'])

const clickhouse = { 'db.system.name': 'clickhouse' }

async function reachable<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await step(what, clickhouse, work)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if ((code !== undefined && network.has(code)) || /socket hang up|Timeout error/.test(message ?? ''))
      throw new EventStoreUnavailable(error)
    throw error
  }
}
