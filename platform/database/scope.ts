import { setTimeout as wait } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type RawBuilder,
  type Transaction,
} from 'kysely'
import type pg from 'pg'
import { isId, type WorkspaceId } from '#kernel/id.ts'
import { listen } from './listen.ts'
import { preparingPool } from './prepare.ts'
import { isUnavailable } from './unavailable.ts'

/** Tables are named in SQL, not described to the compiler: rows get their type beside the query that reads them. */
export type Tables = Record<string, never>

/** An open transaction. Use kysely's `sql` with it: sql<Row>`select …`.execute(tx). */
export type Tx = Transaction<Tables>

/** The one door to PostgreSQL. Each call is one transaction: committed when `work` resolves, undone when it throws. */
export type Database = {
  /** Sees and changes the rows of one workspace, whatever the SQL says: PostgreSQL enforces it. */
  workspace: <T>(workspaceId: WorkspaceId, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Sees the rows of all workspaces: for background loops and for finding out who signs in, never for domain work. */
  system: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** The same for a question of one statement: a third of the messages. */
  ask: <Row>(question: RawBuilder<Row>) => Promise<Row[]>
  /**
   * Hears what transactions tell on a channel (`pg_notify`) when they commit; null says that something may have been
   * missed. Resolves once it hears.
   */
  listen: (channel: string, heard: (text: string | null) => void) => Promise<{ stop: () => Promise<void> }>
  /** Waits for open transactions, then closes the connections. The server itself goes on. */
  stop: () => Promise<void>
}

/**
 * The database over two pools: of the role that row-level security confines, and of the one it lets see all. Of each,
 * `atOnce` transactions run side by side.
 */
export function databaseOver(
  pools: { app: pg.Pool; system: pg.Pool },
  login: pg.ClientConfig,
  atOnce = Number.POSITIVE_INFINITY,
): Database {
  const listening = new Set<{ stop: () => Promise<void> }>()
  const app = preparingPool(pools.app, atOnce)
  const systemWide = kyselyOver(preparingPool(pools.system, atOnce), 'begin')
  const confined = new Map<WorkspaceId, Kysely<Tables>>()
  return {
    workspace: (workspaceId, work) => {
      // One message opens the transaction and confines it. The id is checked, for it stands in the text.
      if (!isId(workspaceId)) throw new TypeError(`not a workspace id: ${String(workspaceId)}`)
      const known = confined.get(workspaceId)
      if (known) return transact(known, work)
      const opened = kyselyOver(app, `begin; set local app.workspace_id = '${workspaceId}'`)
      confined.set(workspaceId, opened)
      return transact(opened, work)
    },
    system: (work) => transact(systemWide, work),
    ask: (question) =>
      again(
        async () => (await question.execute(systemWide)).rows,
        () => false,
      ),
    listen: async (channel, heard) => {
      const listener = await listen(login, channel, heard)
      listening.add(listener)
      return listener
    },
    stop: async () => {
      await Promise.all(Array.from(listening, (listener) => listener.stop()))
      await Promise.all([pools.app.end(), pools.system.end()])
    },
  }
}

// Pauses in ms between attempts to open a transaction: long enough for a restart of the database to go unnoticed.
const pauses = [50, 150, 400, 900, 1500]

/** Tries again only while nothing was done yet: work that was begun is never repeated behind its caller's back. */
async function transact<T>(database: Kysely<Tables>, work: (tx: Tx) => Promise<T>): Promise<T> {
  let begun = false
  const attempt = () =>
    database.transaction().execute((tx) => {
      begun = true
      return work(tx)
    })
  return again(attempt, () => begun)
}

async function again<T>(attempt: () => Promise<T>, isBegun: () => boolean): Promise<T> {
  for (const pause of pauses) {
    try {
      return await attempt()
    } catch (error) {
      if (isBegun() || !isUnavailable(error)) throw error
      await wait(pause)
    }
  }
  return attempt()
}

function kyselyOver(pool: PostgresPool, begin: string): Kysely<Tables> {
  const dialect = new PostgresDialect({ pool })
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (database) => dialect.createIntrospector(database),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createDriver: () => new OpeningDriver(pool, begin),
    },
  })
}

/** Kysely's driver with a word of our own for opening a transaction; a class because that is the hook it has. */
class OpeningDriver extends PostgresDriver {
  readonly begin: string

  constructor(pool: PostgresPool, begin: string) {
    super({ pool })
    this.begin = begin
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.begin))
  }
}
