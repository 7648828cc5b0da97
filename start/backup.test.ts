import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf, differences } from '#platform/backup/digest.ts'
import { withClient } from '#platform/database/client.ts'
import { adminOf, banso, type Operated, startOn } from '#test/servers/operator.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-backup-'))
const data = path.join(folder, 'data')
const backup = path.join(folder, 'one.backup')
let running: Operated
afterAll(async () => {
  await running?.stop()
  fs.rmSync(folder, { recursive: true, force: true })
})

beforeAll(async () => {
  fs.mkdirSync(data)
  running = await startOn(data)
  await withClient(adminOf(data), (client) =>
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
  const before = await withClient(adminOf(data), digestOf)
  await banso('backup', backup, '--data', data)
  await running.stop()
  expect((await banso('restore', backup, '--data', data, '--yes')).err).toContain('not empty')
  fs.rmSync(data, { recursive: true })
  expect(await banso('restore', backup, '--data', data, '--yes')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Restored'),
  })
  running = await startOn(data)
  expect(fs.readFileSync(path.join(data, 'files', '0'.repeat(32)), 'utf8')).toBe('議事録')
  const after = await withClient(adminOf(data), digestOf)
  const changed = differences(before, after).map(({ table }) => table)
  // A start makes a new link for the first administrator, and the queue notes its own rounds.
  expect(changed.filter((table) => !/^"queue"|setup_links/.test(table))).toEqual([])
}, 120_000)
