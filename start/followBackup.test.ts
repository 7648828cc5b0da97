import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '#platform/database/client.ts'
import { adminOf, banso, env, type Operated, startOn } from '#test/servers/operator.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-follow-'))
const [data, place] = [path.join(folder, 'data'), path.join(folder, 'backups')]
let running: Operated
afterAll(async () => {
  await running?.stop()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Somebody who joined, and something that was uploaded. */
async function add(name: string): Promise<void> {
  await withClient(adminOf(data), (client) =>
    client.query(`insert into auth.users (id, name, email) values (gen_random_uuid(), $1, $1 || '@example.co.jp')`, [
      name,
    ]),
  )
  fs.writeFileSync(path.join(data, 'files', Buffer.from(name.padEnd(16)).toString('hex').slice(0, 32)), name)
}

const only = (ending: string) => fs.readdirSync(place).filter((name) => name.endsWith(ending))
const backup = () => path.join(place, only('.backup')[0]!)
const logAt = () => path.join(place, only('.log')[0] ?? 'none')
const pieces = () => (fs.existsSync(logAt()) ? fs.readdirSync(logAt()).filter((name) => name.endsWith('.piece')) : [])
const since = (text: string) => withClient(adminOf(data), (client) => client.query(text))
const patience = { timeout: 90_000, interval: 200 }

/** Follows until a piece was written that began after now. */
async function following(work: () => Promise<unknown>): Promise<void> {
  const cli = path.join(import.meta.dirname, 'cli.ts')
  const follower = spawn(process.execPath, [cli, 'backup', place, '--follow', '--data', data], {
    env,
    stdio: 'inherit',
  })
  await expect.poll(() => pieces().length, patience).toBeGreaterThan(0)
  await work()
  for (let round = 0, had = pieces().length; round < 2; round++, had = pieces().length)
    await expect.poll(() => pieces().length, patience).toBeGreaterThan(had)
  follower.kill('SIGTERM')
  await once(follower, 'exit')
}

async function restored(...args: string[]): Promise<{ names: string[]; files: number }> {
  const into = fs.mkdtempSync(path.join(folder, 'restored-'))
  expect(await banso('restore', backup(), '--data', into, '--yes', ...args)).toMatchObject({ code: 0 })
  const again = await startOn(into)
  const { rows } = await withClient(adminOf(into), (client) =>
    client.query('select name from auth.users order by name'),
  )
  await again.stop()
  return { names: rows.map(({ name }) => name), files: fs.readdirSync(path.join(into, 'files')).length }
}

beforeAll(async () => {
  fs.mkdirSync(data)
  running = await startOn(data)
  await add('before')
}, 120_000)

test('what happened after the backup comes back, and what was uploaded; a follower that was stopped goes on', async () => {
  await following(() => add('first'))
  const middle = new Date().toISOString()
  await since('select pg_switch_wal()')
  await following(() => add('second'))
  expect(only('.backup')).toHaveLength(1)
  await running.kill()
  expect(await restored()).toEqual({ names: ['before', 'first', 'second'], files: 3 })
  expect(await restored('--at', middle)).toEqual({ names: ['before', 'first'], files: 2 })
}, 600_000)

test('a piece that is missing or changed is refused, with the moment until which all is there', async () => {
  const one = path.join(logAt(), pieces().sort()[2]!)
  const bytes = fs.readFileSync(one)
  const refusal = async () => (await banso('restore', backup(), '--data', path.join(folder, 'nothing'), '--yes')).err
  fs.rmSync(one)
  expect(await refusal()).toMatch(/a part is missing.*--at 20/)
  bytes[bytes.length - 1]! ^= 1
  fs.writeFileSync(one, bytes)
  expect(await refusal()).toMatch(/damaged.*--at 20/)
  expect(fs.existsSync(path.join(folder, 'nothing'))).toBe(false)
}, 120_000)
