import { Session, type RawInsertFormat } from 'chdb'
import { Refused } from './statement.ts'

export type SessionPool = {
  /** Runs one statement and answers with its rows in the format that its text, or else `format`, names. */
  run: (kind: StatementKind, sql: string, format: string) => Promise<Uint8Array>
  /** Inserts rows as they are; answers how many the engine wrote. */
  insert: (insert: RawInsert) => Promise<number>
  close: () => void
}

/** `change`: what writes parts of a table anew, such as an erasure; it takes from seconds to minutes. */
export type StatementKind = 'read' | 'write' | 'change'

export type RawInsert = { table: string; columns: string[] | null; format: RawInsertFormat; rows: Buffer }

export type PoolOptions = {
  directory: string
  readers: number
  /** For the whole engine, in bytes. One query is given half of it, and begins to use the disk at a quarter. */
  memoryBytes: number
  threads: number
  /** Configuration of the engine's own, beside the arguments it is always given. */
  configFile?: string
}

const writers = 2
const changers = 2
const waitingAtMost = 500

/**
 * Opens the engine. A session runs one statement after another, so that several are kept, of three kinds: a queue of slow
 * readers never holds up what is to be written, nor does a change of what was written long ago.
 */
export function openSessions(options: PoolOptions): SessionPool {
  const connectionArgs = engineArguments(options)
  const open = () => new Session(options.directory, { connectionArgs })
  const lanesOf = (count: number) => lanes(Array.from({ length: count }, open))
  const by = { write: lanesOf(writers), read: lanesOf(options.readers), change: lanesOf(changers) }
  return {
    run: async (kind, sql, format) => {
      const result = await by[kind].take((session) => session.queryAsync(sql, { format }))
      return result.bytes()
    },
    insert: async ({ table, columns, format, rows }) => {
      const written = await by.write.take((session) =>
        session.insert({ table, values: rows, format, ...(columns ? { columns } : {}) }),
      )
      return written.rowsWritten
    },
    close: () => {
      for (const session of Object.values(by).flatMap(({ all }) => all)) session.close()
    },
  }
}

function lanes(all: Session[]) {
  const idle = [...all]
  const waiting: ((session: Session) => void)[] = []
  const give = (session: Session) => {
    const next = waiting.shift()
    if (next) next(session)
    else idle.push(session)
  }
  const acquire = (): Promise<Session> | Session => {
    const session = idle.pop()
    if (session) return session
    if (waiting.length >= waitingAtMost)
      throw new Refused(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', 'too many statements are waiting')
    return new Promise((resolve) => waiting.push(resolve))
  }
  const take = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    const session = await acquire()
    try {
      return await work(session)
    } finally {
      give(session)
    }
  }
  return { all, take }
}

// The engine's own defaults are those of a dedicated server (90 % of the memory, caches of gigabytes).
function engineArguments({ memoryBytes, threads, configFile }: PoolOptions): string[] {
  const share = (part: number) => String(Math.floor(memoryBytes * part))
  return [
    ...(configFile ? [`--config-file=${configFile}`] : []),
    `--max_server_memory_usage=${share(1)}`,
    `--mark_cache_size=${share(0.05)}`,
    `--primary_index_cache_size=${share(0.03)}`,
    `--index_mark_cache_size=${share(0.01)}`,
    '--background_pool_size=2',
    '--background_common_pool_size=2',
    `--max_threads=${threads}`,
    `--max_memory_usage=${share(0.5)}`,
    `--max_bytes_before_external_group_by=${share(0.25)}`,
    `--max_bytes_before_external_sort=${share(0.25)}`,
    '--max_query_size=16777216',
    '--max_partitions_per_insert_block=0',
    '--date_time_input_format=best_effort',
    '--output_format_json_quote_64bit_integers=0',
    '--allow_experimental_json_type=1',
  ]
}
