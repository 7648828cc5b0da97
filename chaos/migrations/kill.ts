import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { withClient } from '#platform/database/client.ts'
import { type EmbeddedServer, embeddedServer } from '#platform/database/embeddedServer.ts'
import { migrate, type Part } from '#platform/database/migrate.ts'
import { parts } from '#start/catalogue.ts'
import type { Outcome } from '../outcome.ts'
import { schemaOf } from './schema.ts'

export type MigrationRun = { quick: boolean; say: (text: string) => void }
/** How a migration is interrupted at its nth step; the connection it works on, and what undoes the preparation. */
type Interruption = { base: number; open: (database: Made, at: number) => Promise<pg.Client> }
type Made = { server: EmbeddedServer; name: string }

const stuckAfter = 60_000 // ms

/**
 * Migrates an empty database while the process that does so dies at every statement it sends, and again while its
 * connection is ended by the server within a file, at every command that changes the schema. A start that died is
 * continued by the next, until one comes through: none may stay stuck, and the schema must be that of an undisturbed one.
 * Throws where the check does not see a migration that keeps its files and the record of them apart.
 */
export async function migrationKill({ quick, say }: MigrationRun): Promise<Outcome> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'banso-chaos-'))
  const server = await embeddedServer({ dataDirectory: directory, durable: false })
  try {
    const some = quick ? parts.slice(0, 5) : parts
    const right = await made(server, 'undisturbed')
    await withClient(loginOf(right), (owner) => migrate(owner, some))
    const expected = await schemaOf(loginOf(right))
    say(`${expected.length} parts of the schema are compared`)
    const planted = await interrupted(await made(server, 'planted'), some.slice(0, 2), apart, expected)
    if (planted.violations.length === 0)
      throw new Error('a file applied apart from its record went unseen: the check checks nothing')
    say(`the planted fault was seen: ${planted.violations[0]}`)
    const sent = await interrupted(await made(server, 'sent'), some, dying(), expected)
    say(`the process died ${sent.cases} times`)
    const within = await interrupted(await made(server, 'within'), some, ended, expected)
    say(`the server ended the connection ${within.cases} times`)
    return { cases: sent.cases + within.cases, violations: [...sent.violations, ...within.violations] }
  } finally {
    await server.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

async function made(server: EmbeddedServer, name: string): Promise<Made> {
  await withClient(server.admin('postgres'), (admin) => admin.query(`create database ${name} owner banso_owner`))
  return { server, name }
}

const loginOf = ({ server, name }: Made) => server.withDatabase(name).login('owner')

/** Starts again and again, each dying a step later than the one before; from the first step again once a file is in. */
async function interrupted(
  on: Made,
  some: readonly Part[],
  { base, open }: Interruption,
  expected: readonly string[],
): Promise<Outcome> {
  let cases = 0
  for (let at = 1; ; cases++) {
    const before = await applied(on)
    const owner = await open(on, at)
    const how = await Promise.race([outcome(owner, some), late()])
    await owner.end().catch(() => {}) // it is gone already
    if (how === 'done') break
    if (how !== 'died') return { cases, violations: [`stuck after dying at step ${at - 1}: ${how}`] }
    at = (await applied(on)) > before ? base + 1 : at + 1
  }
  const found = await schemaOf(loginOf(on))
  const missing = expected.filter((one) => !found.includes(one)).map((one) => `missing: ${one}`)
  const more = found.filter((one) => !expected.includes(one)).map((one) => `too much: ${one}`)
  return { cases, violations: [...missing, ...more] }
}

/** `done`, `died`, or why a start that was not interrupted could not go on. */
async function outcome(owner: pg.Client, some: readonly Part[]): Promise<string> {
  try {
    await migrate(owner, some)
    return 'done'
  } catch (error) {
    const { message, code, cause } = error as Error & { code?: string; cause?: { code?: string } }
    const gone = /Connection terminated|not queryable|died|terminating connection/.test(message)
    return gone || [code, cause?.code].includes('57P01') ? 'died' : message
  }
}

const late = () =>
  new Promise<string>((resolve) => setTimeout(() => resolve('it waits for a minute'), stuckAfter).unref())

async function applied(on: Made): Promise<number> {
  return withClient(loginOf(on), async (owner) => {
    const { rows } = await owner.query<{ there: boolean }>(`select to_regclass('migrations') is not null as there`)
    if (!rows[0]!.there) return 0
    return (await owner.query<{ n: number }>('select count(*)::int as n from migrations')).rows[0]!.n
  })
}

/** The process dies as it sends its nth statement: whether that was still done, nobody told it. */
const dying = (between: (text: string) => boolean = () => false): Interruption => ({
  base: 3, // the lock, the table of what was applied, and a look into it
  open: async (on, at) => {
    const owner = await opened(on)
    const ask = owner.query.bind(owner) as (...given: unknown[]) => Promise<unknown>
    let sent = 0
    owner.query = ((...given: unknown[]) => {
      if (typeof given[0] === 'string' && between(given[0])) return Promise.resolve({ rows: [] })
      const answer = ask(...given)
      if (++sent === at) owner.connection.stream.destroy(new Error('died'))
      return answer
    }) as typeof owner.query
    return owner
  },
})

/** The fault: a file and the record that it was applied in no transaction. */
const apart = dying((text) => /^(begin|commit|rollback)$/.test(text))

/** The server ends the connection within a file, at the nth command that changes the schema. */
const ended: Interruption = {
  base: 1, // the table of what was applied
  open: async (on, at) => {
    await withClient(on.server.admin(on.name), (admin) => admin.query(trap.replace(':at', String(at))))
    return opened(on)
  },
}

async function opened(on: Made): Promise<pg.Client> {
  const owner = new pg.Client(loginOf(on))
  owner.on('error', () => {}) // it is broken on purpose
  await owner.connect()
  return owner
}

const trap = `
  create schema if not exists chaos; grant usage on schema chaos to public;
  create sequence if not exists chaos.commands; alter sequence chaos.commands restart; grant usage on sequence chaos.commands to public;
  create or replace function chaos.trap() returns event_trigger language plpgsql as $$
  begin
    if session_user = 'banso_owner' and nextval('chaos.commands') = :at then
      perform pg_terminate_backend(pg_backend_pid());
      perform pg_sleep(5);
    end if;
  end $$;
  drop event trigger if exists chaos_trap;
  create event trigger chaos_trap on ddl_command_end execute function chaos.trap();`
