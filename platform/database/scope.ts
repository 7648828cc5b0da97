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
import { makeGate } from './gate.ts'
import { listen } from './listen.ts'
import { type Confinements, lookingPool } from './looking.ts'
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
  /**
   * The same for what only looks: each statement stands alone and costs one message instead of three. Where the database
   * is away for a moment, all of it is done again.
   */
  look: <T>(workspaceId: WorkspaceId, work: (tx: Tx) => Promise<T>) => Promise<T>
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
  pools: { app: pg.Pool; looking: pg.Pool; system: pg.Pool },
  login: pg.ClientConfig,
  atOnce = Number.POSITIVE_INFINITY,
): Database {
  const listening = new Set<{ stop: () => Promise<void> }>()
  const gate = makeGate(atOnce, longTransaction)
  const [app, looking] = [preparingPool(pools.app, gate), preparingPool(pools.looking, gate)]
  const systemWide = kyselyOver(preparingPool(pools.system, makeGate(atOnce, longTransaction)), 'begin')
  const confined = new Map<WorkspaceId, Kysely<Tables>>()
  const confinements: Confinements = new WeakMap()
  const lookers = new Map<WorkspaceId, Kysely<Tables>>()
  return {
    workspace: (workspaceId, work) => {
      const known = confined.get(workspaceId)
      if (known) return transact(known, work)
      // One message opens the transaction and confines it.
      const opened = kyselyOver(app, `begin; set local app.workspace_id = '${checked(workspaceId)}'`)
      confined.set(workspaceId, opened)
      return transact(opened, work)
    },
    look: (workspaceId, work) => {
      const looker =
        lookers.get(workspaceId) ?? kyselyOver(lookingPool(looking, confinements, checked(workspaceId)), 'begin')
      lookers.set(workspaceId, looker)
      return again(
        () => work(looker as Tx),
        () => false,
      )
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
      await Promise.all([pools.app.end(), pools.looking.end(), pools.system.end()])
    },
  }
}

/** ms after which a transaction no longer counts among those that run at once. */
const longTransaction = 50

/** The id of a workspace, for it stands in the text of a statement. */
function checked(workspaceId: WorkspaceId): WorkspaceId {
  if (!isId(workspaceId)) throw new TypeError(`not a workspace id: ${String(workspaceId)}`)
  return workspaceId
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
