import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf, differences } from '#platform/backup/digest.ts'
import { withClient } from '#platform/database/client.ts'
import { readPostmaster } from '#platform/database/embedded/postmaster.ts'
import { serverAt } from '#platform/database/embeddedServer.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-backup-'))
const data = path.join(folder, 'data')
const backup = path.join(folder, 'one.backup')
const env = { ...process.env, PORT: '0', LANG: 'C', NODE_OPTIONS: '', BANSO_BACKUP_PASSPHRASE: '合言葉 for the tests' }
let running: ChildProcess
afterAll(async () => {
  if (running?.exitCode === null) await stop()
  fs.rmSync(folder, { recursive: true, force: true })
})

async function start(place: string): Promise<void> {
  running = spawn(process.execPath, [path.join(import.meta.dirname, 'server.ts'), '--data', place], { env })
  let told = ''
  await new Promise<void>((resolve, reject) => {
    running.once('exit', () => reject(new Error(told)))
    for (const stream of [running.stdout!, running.stderr!])
      stream.on('data', (bytes) => {
        told += String(bytes)
        if (told.trimEnd().split('\n').at(-1)!.startsWith('http:')) resolve()
      })
  })
}

async function stop(): Promise<void> {
  running.kill('SIGTERM')
  await once(running, 'exit')
}

function banso(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'cli.ts'), ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  )
}

const admin = (place: string) => serverAt(readPostmaster(path.join(place, 'postgres'))!.socketDirectory).admin('banso')

beforeAll(async () => {
  fs.mkdirSync(data)
  await start(data)
  await withClient(admin(data), (client) =>
    client.query(`insert into auth.users (id, name, email) values (gen_random_uuid(), '山田', 'yamada@example.co.jp')`),
  )
  fs.writeFileSync(path.join(data, 'files', '0'.repeat(32)), '議事録')
}, 120_000)

test('a backup is made beside a running Banso; the drill finds every row of every table again', async () => {
  expect(await banso('backup', backup, '--data', data)).toMatchObject({ code: 0 })
  const { code, out } = await banso('backup', '--verify', backup, '--json')
  expect(JSON.parse(out)).toMatchObject({ good: true, compared: true, differences: [] })
  expect(code).toBe(0)
}, 120_000)

test('a byte that was changed, an end that is missing and another passphrase are found before anything is written', async () => {
  const bytes = fs.readFileSync(backup)
  const broken = path.join(folder, 'broken.backup')
  const into = path.join(folder, 'nothing')
  const refusal = async (content: Buffer) => {
    fs.writeFileSync(broken, content)
    return (await banso('restore', broken, '--data', into, '--yes')).err
  }
  const flipped = Buffer.from(bytes)
  flipped[bytes.length >> 1]! ^= 1
  expect(await refusal(flipped)).toContain('damaged')
  expect(await refusal(bytes.subarray(0, bytes.length - 1_048_600))).toContain('damaged')
  const front = Buffer.from(bytes)
  front[front.indexOf('"version"') + 12]! ^= 1
  expect(await refusal(front)).toMatch(/passphrase|newer/)
  expect(fs.existsSync(into)).toBe(false)
}, 120_000)

test('what was lost comes back, file for file and row for row, to an empty place only', async () => {
  expect((await banso('restore', backup, '--data', data, '--yes')).err).toContain('Another Banso')
  const before = await withClient(admin(data), digestOf)
  await banso('backup', backup, '--data', data)
  await stop()
  expect((await banso('restore', backup, '--data', data, '--yes')).err).toContain('not empty')
  fs.rmSync(data, { recursive: true })
  expect(await banso('restore', backup, '--data', data, '--yes')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Restored'),
  })
  await start(data)
  expect(fs.readFileSync(path.join(data, 'files', '0'.repeat(32)), 'utf8')).toBe('議事録')
  const after = await withClient(admin(data), digestOf)
  const changed = differences(before, after).map(({ table }) => table)
  // A start makes a new link for the first administrator, and the queue notes its own rounds.
  expect(changed.filter((table) => !/^"queue"|setup_links/.test(table))).toEqual([])
}, 120_000)
