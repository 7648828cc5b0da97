import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { StartRefused } from '../startRefused.ts'
import { prepareSchema } from './schema.ts'
import { type StartedEventStore, startEventStore } from './start.ts'
import { EventStoreUnavailable } from './store.ts'

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-events-'))
let store: StartedEventStore

beforeAll(async () => {
  store = await startEventStore({ directory: path.join(directory, 'events') })
}, 120_000)
afterAll(async () => {
  await store.stop()
  fs.rmSync(directory, { recursive: true })
})

const change = (fact: string, text: string) => ({
  workspace_id: '018f0000-0000-7000-8000-000000000001',
  account_id: '018f0000-0000-7000-8000-000000000002',
  fact,
  known_at: '2026-04-01T00:00:00.123Z',
  number: null,
  text,
})
const lines = (...rows: object[]) => Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))

describe('the embedded event store', () => {
  test('answers a quick question while slow ones run', async () => {
    const slow = store.query('select sleep(3)')
    const begun = performance.now()
    await store.query('select {a:UInt8} as a', { a: 1 })
    expect(performance.now() - begun).toBeLessThan(2500)
    await slow
  })

  test('takes in what arrives while what was written long ago is changed', async () => {
    await store.insert('fact_history', lines(change('changed', 'before')))
    await store.insert(
      'usage_days',
      lines({ workspace_id: change('', '').workspace_id, day: '2026-04-01', event: 'long' }),
    )
    const slow = 'settings mutations_sync = 2'
    const changes = [
      store.command(`alter table fact_history update text = toString(sleep(3)) where fact = 'changed' ${slow}`),
      store.command(`alter table usage_days update uses = sleep(3) + 7 where event = 'long' ${slow}`),
    ]
    const begun = performance.now()
    await store.insert('fact_history', lines(change('meanwhile', 'new')))
    await store.command(`insert into fact_history select * replace ('meanwhile too' as fact) from fact_history`)
    expect(performance.now() - begun).toBeLessThan(2500)
    await Promise.all(changes)
    expect(await store.query(`select text from fact_history where fact = 'changed'`)).toEqual([{ text: '0' }])
  })

  test('serves nobody who does not know the password', async () => {
    const stranger = await fetch(`${store.url()}/?query=select+1`, { method: 'POST' })
    expect([stranger.status, await stranger.text()]).toEqual([401, expect.stringContaining('AUTHENTICATION_FAILED')])
  })

  test('comes back by itself after being killed, with everything that was acknowledged', async () => {
    await store.insert('fact_history', lines(change('killed', 'kept')))
    process.kill(store.hostPid()!, 'SIGKILL')
    await expect(store.query('select 1')).rejects.toThrow(EventStoreUnavailable)
    await expect.poll(() => store.ready()).toBe(true)
    expect(await store.query(`select text from fact_history where fact = 'killed'`)).toEqual([{ text: 'kept' }])
  })

  test('is used in the same way through a URL, as a server of the operator is', async () => {
    const address = inject('servers').events
    const url = address.url.replace('//', `//${address.user}:${encodeURIComponent(address.password ?? '')}@`)
    const external = await startEventStore({ directory: 'unused', url })
    expect(await external.query('select {a:String} as a', { a: 'x' })).toEqual([{ a: 'x' }])
    expect(external.identity).toMatch(/^[0-9a-f-]{36}$/)
    await external.stop()
    await expect(startEventStore({ directory: 'unused', url: address.url })).rejects.toThrow(StartRefused)
  })

  test('that cannot be read in full any more is put aside in place of an earlier one, and an empty one begun', async () => {
    const broken = path.join(directory, 'broken')
    fs.mkdirSync(`${broken}.broken-2026-01-01/store`, { recursive: true })
    const first = await startEventStore({ directory: broken })
    await first.insert('fact_history', lines(change('a.b', 'x')))
    await first.stop()
    const file = fs.globSync(path.join(broken, 'store/*/*/2026_*/data.bin'))[0]!
    fs.truncateSync(file, 0)
    const told: string[] = []
    const again = await startEventStore({ directory: broken, log: (message) => told.push(message) })
    expect([again.identity === first.identity, told]).toEqual([false, [expect.stringContaining('built again')]])
    expect(await again.query('select count() as n from fact_history')).toEqual([{ n: 0 }])
    expect(fs.globSync(`${broken}.broken-*`)).toEqual([expect.not.stringContaining('2026-01-01')])
    await again.stop()
  })

  test('takes over use from the tables of earlier versions, also when that was interrupted', async () => {
    const columns =
      'workspace_id UUID, account_id UUID, user_key String, at DateTime64(3), message UUID, version UInt64'
    const earlier = `order by (workspace_id, account_id, user_key, at, message)`
    const counts = () =>
      store.query('select toUInt32(count()) as n, max(events.gone) as most from events final where gone = 0')
    await store.command('drop table events')
    await store.command(`create table events (${columns}, gone UInt8) engine = ReplacingMergeTree(version, gone)
      partition by toYYYYMM(at) primary key (workspace_id, account_id, user_key, at) ${earlier}`)
    await store.command(`insert into events select generateUUIDv4(), generateUUIDv4(), toString(number),
      now64(3), generateUUIDv4(), 1, number % 4 = 0 from numbers(20)`)
    for (let time = 0; time < 2; time++) {
      await store.command('alter table store_schema delete where number = 3 settings mutations_sync = 2')
      await prepareSchema(store)
      expect(await counts()).toEqual([{ n: 15, most: 0 }])
    }
    const [made] = await store.query<{ engine: string }>(
      `select engine_full as engine from system.tables where name = 'events' and database = currentDatabase()`,
    )
    expect(made!.engine).toMatch(/^ReplacingMergeTree\(version\).*min_age_to_force_merge_seconds = 600/)
  })

  test('that a newer version has changed is neither opened nor put aside by an older one', async () => {
    const later = path.join(directory, 'later')
    const first = await startEventStore({ directory: later })
    await first.insert('store_schema', lines({ number: 99 }))
    await first.stop()
    await expect(startEventStore({ directory: later })).rejects.toThrow(/A newer Banso.*99/)
    expect(fs.readdirSync(directory).filter((name) => name.startsWith('later'))).toEqual(['later'])
  })

  test('keeps its identity while its data is kept', async () => {
    const { identity } = store
    await store.stop()
    store = await startEventStore({ directory: path.join(directory, 'events') })
    expect(store.identity).toBe(identity)
  })
})
