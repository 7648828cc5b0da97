import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { sql } from 'kysely'
import { parts } from '#test/servers/parts.ts'
import { withClient } from './client.ts'
import { postgresBinaries } from './embedded/binaries.ts'
import { unprivilegedLaunch } from './embedded/unprivileged.ts'
import { externalServer } from './externalServer.ts'
import { migrateServer, openDatabase } from './open.ts'

// Debian's PostgreSQL 15, the oldest that Banso runs on, where it is installed; else the one npm brought.
const debian = '/usr/lib/postgresql/15/bin'
const { command, owner } = unprivilegedLaunch(postgresBinaries())
const programs = fs.existsSync(debian) ? debian : path.join(postgresBinaries(), 'bin')

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-external-'))
const port = await freePort()
const url = `postgres://customer:geheim%40haus@127.0.0.1:${port}/postgres`
const server = await startServer()
afterAll(async () => {
  server.kill('SIGINT')
  await new Promise((resolve) => server.once('exit', resolve))
  fs.rmSync(directory, { recursive: true, force: true })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port: found } = probe.address() as AddressInfo
      probe.close(() => resolve(found))
    })
  })
}

/** A server as an operator has it: over TCP, with passwords, with an owner that may make roles and is no superuser. */
async function startServer() {
  const data = path.join(directory, 'data')
  fs.writeFileSync(path.join(directory, 'password'), 'root')
  if (owner)
    for (const place of [directory, path.join(directory, 'password')]) fs.chownSync(place, owner.uid, owner.gid)
  const init = ['-D', data, '-U', 'root', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', '-N']
  const [initdb, initArgs] = command(path.join(programs, 'initdb'), [...init, `--pwfile=${directory}/password`])
  const { status, stderr } = spawnSync(initdb, initArgs, { ...owner })
  if (status !== 0) throw new Error(String(stderr))
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', 'fsync=off', '-k', '']
  const [postgres, args] = command(path.join(programs, 'postgres'), ['-D', data, ...settings])
  const started = spawn(postgres, args, { stdio: 'ignore', ...owner })
  const root = { connectionString: `postgres://root:root@127.0.0.1:${port}/postgres` }
  const makeOwner = `create role customer login createrole password 'geheim@haus';
    alter database postgres owner to customer`
  await vi.waitFor(() => withClient(root, (client) => client.query(makeOwner)), { timeout: 20_000, interval: 100 })
  return started
}

test('the product lives in a server of the operator, under roles it made itself', async () => {
  const external = await externalServer(url)
  await migrateServer(external, parts)
  const database = await openDatabase(external)
  const { rows } = await database.system((tx) =>
    sql`select current_user, count(*) as workspaces from workspaces`.execute(tx),
  )
  expect(rows).toEqual([{ current_user: 'banso_system', workspaces: 0 }])
  await database.stop()
})

test('another process with the same address logs in to the same roles', async () => {
  await externalServer(url)
  const again = await externalServer(url)
  await expect(withClient(again.login('banso_app'), (client) => client.query('select 1'))).resolves.toBeDefined()
})

test('an owner who may not make roles is told what to ask for', async () => {
  const root = { connectionString: `postgres://root:root@127.0.0.1:${port}/postgres` }
  await withClient(root, (client) => client.query(`create database other; `))
  await withClient(root, (client) => client.query(`create role plain login password 'plain'`))
  const other = `postgres://plain:plain@127.0.0.1:${port}/other`
  await expect(externalServer(other)).rejects.toThrow('DATABASE_ROLES_PASSWORD')
})

test('an administrator may be given the password of the roles instead', async () => {
  const root = { connectionString: `postgres://root:root@127.0.0.1:${port}/postgres` }
  for (const role of ['banso_app', 'banso_scoped', 'banso_system'])
    await withClient(root, (client) => client.query(`alter role ${role} password 'agreed'`))
  const plain = await externalServer(`postgres://plain:plain@127.0.0.1:${port}/other`, 'agreed')
  await expect(withClient(plain.login('banso_app'), (client) => client.query('select 1'))).resolves.toBeDefined()
})

test('a wrong password and a role that is a superuser are told at once', async () => {
  await expect(externalServer(url.replace('geheim', 'falsch'))).rejects.toThrow('cannot be reached')
  const asRoot = await externalServer(`postgres://root:root@127.0.0.1:${port}/postgres`, 'agreed')
  await withClient(asRoot.login('owner'), (client) => client.query('alter role banso_app superuser'))
  await expect(openDatabase(asRoot)).rejects.toThrow('superuser')
})
