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
import { type FieldClass, fieldClasses, type RowScope } from '#kernel/exchange.ts'
import { isId, type PersonId, type WorkspaceId } from '#kernel/id.ts'
import { makeGate } from './gate.ts'
import { listen } from './listen.ts'
import { type Confinements, lookingPool } from './looking.ts'
import { preparingPool } from './prepare.ts'
import { isUnavailable } from './unavailable.ts'
import { step } from '#platform/telemetry/traces.ts'

/** Tables are named in SQL, not described to the compiler: rows get their type beside the query that reads them. */
export type Tables = Record<string, never>

/** An open transaction. Use kysely's `sql` with it: sql<Row>`select …`.execute(tx). */
export type Tx = Transaction<Tables>

/** For whom a transaction is opened who does not reach all customers of the workspace. */
export type Reach = { readonly scope: Exclude<RowScope, 'all'>; readonly personId: PersonId }

/** Who looks: which customers they reach (null: all), and which classes of fields they do not see. */
export type Sight = [reach?: Reach | null, withheld?: readonly FieldClass[]]

/** The one door to PostgreSQL. Each call is one transaction: committed when `work` resolves, undone when it throws. */
export type Database = {
  /**
   * Sees and changes the rows of one workspace, and with a reach those of the customers within it alone, whatever the SQL
   * says: PostgreSQL enforces it. Values of the classes `withheld` are not in what it reads.
   */
  workspace: <T>(workspaceId: WorkspaceId, work: (tx: Tx) => Promise<T>, ...sight: Sight) => Promise<T>
  /**
   * The same for what only looks: each statement stands alone and costs one message instead of three. Where the database
   * is away for a moment, all of it is done again.
   */
  look: <T>(workspaceId: WorkspaceId, work: (tx: Tx) => Promise<T>, ...sight: Sight) => Promise<T>
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

/** Connections by the role they log in as, and by whether they only look. */
export type Pools = { app: pg.Pool; looking: pg.Pool; scoped: pg.Pool; scopedLooking: pg.Pool; system: pg.Pool }

/**
 * The database over its pools: of the two roles that row-level security confines, and of the one it lets see all. Of each,
 * `atOnce` transactions run side by side.
 */
export function databaseOver(pools: Pools, login: pg.ClientConfig, atOnce = Number.POSITIVE_INFINITY): Database {
  const listening = new Set<{ stop: () => Promise<void> }>()
  const gate = makeGate(atOnce, longTransaction)
  const prepared = (pool: pg.Pool) => preparingPool(pool, gate)
  const all = { changing: prepared(pools.app), looking: prepared(pools.looking) }
  const scoped = { changing: prepared(pools.scoped), looking: prepared(pools.scopedLooking) }
  const systemWide = kyselyOver(preparingPool(pools.system, makeGate(atOnce, longTransaction)), 'begin')
  const confinements: Confinements = new WeakMap()
  const [changers, lookers] = [new Map<string, Kysely<Tables>>(), new Map<string, Kysely<Tables>>()]
  return {
    workspace: (workspaceId, work, reach = null, withheld = []) => {
      const settings = [...settingsOf(workspaceId, reach), ...(withheld.length > 0 ? [pathOf(withheld)] : [])]
      const changer = opened(changers, settings.join(), () =>
        // One message opens the transaction and confines it.
        kyselyOver(
          (reach ? scoped : all).changing,
          ['begin', ...settings.map((each) => `set local ${each}`)].join('; '),
        ),
      )
      return step('transaction', postgresql, () => transact(changer, knowing(work, withheld)))
    },
    look: (workspaceId, work, reach = null, withheld = []) => {
      // Said always: a connection stays as it was confined last.
      const settings = [...settingsOf(workspaceId, reach), pathOf(withheld)]
      const looker = opened(lookers, settings.join(), () =>
        kyselyOver(lookingPool((reach ? scoped : all).looking, confinements, settings), 'begin'),
      )
      return step('look', postgresql, () =>
        again(
          () => knowing(work, withheld)(looker as Tx),
          () => false,
        ),
      )
    },
    system: (work) => step('transaction', postgresql, () => transact(systemWide, work)),
    ask: (question) =>
      step('look', postgresql, () =>
        again(
          async () => (await question.execute(systemWide)).rows,
          () => false,
        ),
      ),
    listen: async (channel, heard) => {
      const listener = await listen(login, channel, heard)
      listening.add(listener)
      return listener
    },
    stop: async () => {
      await Promise.all(Array.from(listening, (listener) => listener.stop()))
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
    },
  }
}

const postgresql = { 'db.system.name': 'postgresql' }

/** ms after which a transaction no longer counts among those that run at once. */
const longTransaction = 50

/** What confines a connection, as settings. Ids stand in the text of a statement: what is none is refused. */
function settingsOf(workspaceId: WorkspaceId, reach: Reach | null): readonly string[] {
  const confined = `app.workspace_id = '${checked(workspaceId)}'`
  return reach
    ? [confined, `app.person_id = '${checked(reach.personId)}'`, `app.row_scope = '${scopeNames[reach.scope]}'`]
    : [confined]
}

/** The schema of views that show its tables without the values of some classes; null where none is withheld. */
export function schemaWithout(withheld: readonly FieldClass[]): string | null {
  const named = fieldClasses.filter((one) => withheld.includes(one))
  return named.length === 0 ? null : `without_${named.join('_')}`
}

/** Where names of tables are looked for: first among the views that leave out what is withheld. */
function pathOf(withheld: readonly FieldClass[]): string {
  const schema = schemaWithout(withheld)
  return `search_path = ${schema === null ? 'public' : `${schema}, public`}`
}

const withheldFrom = new WeakMap<Tx, readonly FieldClass[]>()

/** The classes of fields whose values are not in what this transaction reads. */
export function withheldIn(tx: Tx): readonly FieldClass[] {
  return withheldFrom.get(tx) ?? []
}

function knowing<T>(work: (tx: Tx) => Promise<T>, withheld: readonly FieldClass[]): (tx: Tx) => Promise<T> {
  if (withheld.length === 0) return work
  return (tx) => {
    withheldFrom.set(tx, withheld)
    return work(tx)
  }
}

const scopeNames = { team: 'team', book: 'book', partner: 'partner' } as const

function checked(id: string): string {
  if (!isId(id)) throw new TypeError(`not an id: ${id}`)
  return id
}

/** Doors that are kept open: one for each workspace and each person of a reach, the oldest forgotten first. */
function opened(doors: Map<string, Kysely<Tables>>, key: string, open: () => Kysely<Tables>): Kysely<Tables> {
  const known = doors.get(key)
  if (known) return known
  const door = open()
  doors.set(key, door)
  if (doors.size > keptDoors) doors.delete(doors.keys().next().value!)
  return door
}

const keptDoors = 2000

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
