import type pg from 'pg'
import { withClient } from './client.ts'
import { type EmbeddedOptions, startEmbedded } from './embedded/start.ts'
import { ensureRoles } from './roles.ts'
import type { DatabaseServer } from './server.ts'
import { valueTypes } from './types.ts'

/** A server with one more right than an operator's: it can make databases. */
export type EmbeddedServer = DatabaseServer & {
  /** Logs in as the superuser of the embedded server. */
  admin: (database: string) => pg.ClientConfig
  /** The same server, with another of its databases. */
  withDatabase: (name: string) => DatabaseServer
}

/** The embedded PostgreSQL with its roles and the database `banso`. */
export async function embeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const postgres = await startEmbedded(options)
  const server = serverAt(postgres.socket, postgres.stop)
  await withClient(server.admin('postgres'), async (admin) => {
    await ensureOwner(admin)
    await ensureRoles(admin, null, async () => true)
  })
  return server
}

/** An embedded server that already runs, by the folder of its socket. */
export function serverAt(socket: string, stop: () => Promise<void> = async () => {}): EmbeddedServer {
  const login = (user: string, database: string) => ({ host: socket, user, database, types: valueTypes })
  const withDatabase = (name: string): DatabaseServer => ({
    login: (role) => login(role === 'owner' ? 'banso_owner' : role, name),
    sharesProcessors: true,
    stop,
  })
  return { ...withDatabase('banso'), admin: (database) => login('postgres', database), withDatabase }
}

async function ensureOwner(admin: pg.Client): Promise<void> {
  const role = await admin.query(`select from pg_roles where rolname = 'banso_owner'`)
  if (role.rowCount === 0) await admin.query('create role banso_owner login')
  const database = await admin.query(`select from pg_database where datname = 'banso'`)
  if (database.rowCount === 0) await admin.query('create database banso owner banso_owner')
}
