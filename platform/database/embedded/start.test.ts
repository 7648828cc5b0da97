import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withClient } from '../client.ts'
import { readPostmaster } from './postmaster.ts'
import { type EmbeddedPostgres, startEmbedded } from './start.ts'

let dataDirectory: string
const open: EmbeddedPostgres[] = []
beforeEach(() => {
  dataDirectory = fs.mkdtempSync(path.join(os.tmpdir(), `banso 伴走 ${'deep '.repeat(20)}`))
})
afterEach(async () => {
  for (const postgres of open.splice(0)) await postgres.stop()
  fs.rmSync(dataDirectory, { recursive: true, force: true })
})

async function start(durable = false): Promise<EmbeddedPostgres> {
  const postgres = await startEmbedded({ dataDirectory, durable })
  open.push(postgres)
  return postgres
}

async function ask(postgres: EmbeddedPostgres, text: string): Promise<unknown[]> {
  const login = { host: postgres.socket, user: 'postgres', database: 'postgres' }
  return withClient(login, async (client) => (await client.query({ text, rowMode: 'array' })).rows.flat())
}

test('a start makes the data, the next one finds it, in a folder with any name, however deep', async () => {
  const first = await start()
  await ask(first, 'create table kept as select 1 as one')
  expect(await ask(first, `select current_setting('server_encoding')`)).toEqual(['UTF8'])
  expect(fs.statSync(first.socket).mode & 0o777).toBe(0o700)
  expect(await ask(first, `select current_setting('listen_addresses')`)).toEqual([''])
  await first.stop()
  expect(await ask(await start(), 'select one from kept')).toEqual([1])
})

test('a database that was killed comes back by itself, at the same address, with what was committed', async () => {
  const postgres = await start(true)
  await ask(postgres, 'create table kept as select 1 as one')
  const killed = postgres.pid()
  process.kill(killed, 'SIGKILL')
  await expect.poll(postgres.pid, { timeout: 45_000 }).not.toBe(killed)
  expect(await ask(postgres, 'select one from kept')).toEqual([1])
})

test('a database left running is taken over, not started a second time', async () => {
  const first = await start()
  const second = await start()
  expect(second.pid()).toBe(first.pid())
  expect(await ask(second, 'select 1')).toEqual([1])
})

test('a database that is just stopping is waited for', async () => {
  const first = await start()
  process.kill(first.pid(), 'SIGINT')
  open.length = 0
  const second = await start()
  expect(await ask(second, 'select 1')).toEqual([1])
})

test('a pid file that a crash left, naming a process of somebody else, is no database', async () => {
  await (await start()).stop()
  open.length = 0
  const stranger = spawn('sleep', ['60'])
  fs.writeFileSync(
    path.join(dataDirectory, 'postgres', 'postmaster.pid'),
    `${stranger.pid}\n${dataDirectory}\n0\n5432\n`,
  )
  expect(readPostmaster(path.join(dataDirectory, 'postgres'))).toBeNull()
  expect(await ask(await start(), 'select 1')).toEqual([1])
  expect(stranger.exitCode).toBeNull()
  stranger.kill()
})

test('a start that was killed while making the data leaves nothing that looks like it', async () => {
  fs.mkdirSync(path.join(dataDirectory, 'postgres.new'))
  fs.writeFileSync(path.join(dataDirectory, 'postgres.new', 'PG_VERSION'), '18\n')
  expect(await ask(await start(), 'select 1')).toEqual([1])
})
