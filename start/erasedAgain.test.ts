import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startEventStore } from '#platform/events/start.ts'
import { plantPerson, tracesIn, tracesInEvents } from '#test/access/traces.ts'
import { adminOf, banso, type Operated, setUp, settledAt, startOn } from '#test/servers/operator.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-erased-'))
const data = path.join(folder, 'data')
const id = '0000000a-0000-7000-8000-00000000000a'
const mark = 'hanakosato'
const key = 'a'.repeat(32)
let running: Operated
afterAll(async () => {
  await running?.stop()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Where the person is found: in tables, the journal and files. */
async function traces(workspaceId: string): Promise<string[]> {
  const owner = new pg.Client(adminOf(data))
  await owner.connect()
  try {
    const files = fs.readdirSync(path.join(data, 'files')).map((name) => path.join(data, 'files', name))
    const held = files.filter((file) => fs.readFileSync(file).includes(mark))
    return [...(await tracesIn(owner, workspaceId, mark)), ...held]
  } finally {
    await owner.end()
  }
}

async function plant(workspaceId: string): Promise<void> {
  const owner = new pg.Client(adminOf(data))
  await owner.connect()
  await plantPerson(owner, workspaceId, id, mark)
  await owner.query('delete from erasures') // nobody was erased yet
  await owner.query('update plan_files set file_key = $1, contact_id = $2', [key, id])
  fs.writeFileSync(path.join(data, 'files', key), mark)
  await owner.end()
}

test('of 40 traces none is left, nor after a restore of a backup from before: it is erased again by itself', async () => {
  fs.mkdirSync(data)
  running = await startOn(data)
  const { workspaceId, api } = await setUp(running, {})
  await plant(workspaceId)
  const backups = ['older', 'newer'].map((name) => path.join(folder, `${name}.backup`))
  expect((await traces(workspaceId)).length).toBeGreaterThanOrEqual(40)
  expect(await banso('backup', backups[0]!, '--data', data)).toMatchObject({ code: 0 })
  await api.privacy.erase({ id, name: mark })
  expect(await traces(workspaceId)).toEqual([])
  expect(await banso('backup', backups[1]!, '--data', data)).toMatchObject({ code: 0 })
  await running.stop()
  fs.rmSync(data, { recursive: true })
  const { out } = await banso('restore', backups[0]!, '--data', data, '--yes', '--json')
  expect(JSON.parse(out)).toMatchObject({ erasedAgain: 1 })
  running = await startOn(data)
  await settledAt(data)
  expect(await traces(workspaceId)).toEqual([])
  await running.stop()
  const events = await startEventStore({ directory: path.join(data, 'events') })
  expect(await tracesInEvents(events, mark)).toEqual([])
  await events.stop()
}, 300_000)
