import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { operatorsPostgres } from '#test/servers/operatorsPostgres.ts'
import { parts } from '#test/servers/parts.ts'
import { withClient } from './client.ts'
import { externalServer } from './externalServer.ts'
import { migrateServer, openDatabase } from './open.ts'

const server = await operatorsPostgres(fs.mkdtempSync(path.join(os.tmpdir(), 'banso-external-')))
const { url, root: rootUrl } = server
const at = new URL(url).host
afterAll(() => server.stop())

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
  const root = { connectionString: rootUrl }
  await withClient(root, (client) => client.query(`create database other; `))
  await withClient(root, (client) => client.query(`create role plain login password 'plain'`))
  const other = `postgres://plain:plain@${at}/other`
  await expect(externalServer(other)).rejects.toThrow('DATABASE_ROLES_PASSWORD')
})

test('an administrator may be given the password of the roles instead', async () => {
  const root = { connectionString: rootUrl }
  for (const role of ['banso_app', 'banso_scoped', 'banso_system'])
    await withClient(root, (client) => client.query(`alter role ${role} password 'agreed'`))
  const plain = await externalServer(`postgres://plain:plain@${at}/other`, 'agreed')
  await expect(withClient(plain.login('banso_app'), (client) => client.query('select 1'))).resolves.toBeDefined()
})

test('a wrong password and a role that is a superuser are told at once', async () => {
  await expect(externalServer(url.replace('geheim', 'falsch'))).rejects.toThrow('cannot be reached')
  const asRoot = await externalServer(rootUrl, 'agreed')
  await withClient(asRoot.login('owner'), (client) => client.query('alter role banso_app superuser'))
  await expect(openDatabase(asRoot)).rejects.toThrow('superuser')
})
