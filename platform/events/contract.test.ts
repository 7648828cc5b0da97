import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type AccountId, uuidV7 } from '#kernel/id.ts'
import { oneNodeCluster } from '#test/servers/oneNodeCluster.ts'
import { type Address, eventStoreAt } from './client.ts'
import { eventsWithin } from './reach.ts'
import { prepareSchema } from './schema.ts'

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'banso-contract-'))
const given = async (): Promise<{ address: Address; stop: () => Promise<void> }> => {
  return { address: inject('servers').events, stop: async () => {} }
}

// The first is the run's own: embedded, or whatever CLICKHOUSE_URL and EVENTS_CLUSTER name.
describe.each([
  ['the event store of this run', given],
  ['a cluster of one server', () => oneNodeCluster(directory)],
])('%s', (_name, start) => {
  let [stop, address] = [async () => {}, null as Address | null]
  const store = eventStoreAt(() => address)
  beforeAll(async () => {
    ;({ stop, address } = await start())
    await prepareSchema(store)
  })
  afterAll(async () => {
    await store.close()
    await stop()
  })

  const newId = () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
  const workspace = newId()
  const [ours, theirs] = [newId(), newId()] as unknown as AccountId[]
  const change = (fact: string, text: string, account_id = ours) => {
    return { workspace_id: workspace, account_id, fact, known_at: '2026-04-01T00:00:00.123Z', number: null, text }
  }
  const use = (uses: number, version: number, day = '2026-03-05') => {
    const who = { workspace_id: workspace, account_id: ours, user_key: 'u', person_key: 'u' }
    return { ...who, day, kind: 'track', event: 'login', chunk: 1, uses, last_at: `${day}T00:00:00Z`, version, gone: 0 }
  }
  const lines = (...rows: object[]) => Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))
  const mine = 'workspace_id = {workspace:UUID}'
  const texts = async (where: string, asked: Pick<typeof store, 'query'> = store) => {
    const sql = `select text from fact_history final where ${mine} and ${where} order by text`
    return (await asked.query<{ text: string }>(sql, { workspace })).map(({ text }) => text)
  }
  const uses = () =>
    store.query(`select toUInt32(sum(uses)) as uses, toUInt32(count()) as rows from usage_days final where ${mine}`, {
      workspace,
    })

  test('gives back what was put in, and counts it', async () => {
    expect(await store.insert('fact_history', lines(change('a.b', '日本'), change('a.c', "it's")))).toBe(2)
    expect(await texts(`fact in ('a.b', 'a.c')`)).toEqual(["it's", '日本'])
  })

  test('takes many parameters and strange ones', async () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `id ${i} '"\\ \t`)
    const sql = 'select length({ids:Array(String)}) as many, {ids:Array(String)}[7] as one, {at:DateTime64(3)} as at'
    expect(await store.query(sql, { ids, at: new Date(1_700_000_000_123) })).toEqual([
      { many: 20_000, one: ids[6], at: '2023-11-14 22:13:20.123' },
    ])
  })

  test('lets a reader neither write nor reach files, networks or its own settings', async () => {
    for (const sql of [
      `insert into fact_history (fact) values ('x')`,
      'drop table fact_history',
      `select * from file('/etc/hostname', 'LineAsString')`,
      `select * from url('http://127.0.0.1:1/', 'LineAsString')`,
      `select * from (select * from file('/etc/hostname', 'LineAsString') settings readonly = 0)`,
    ])
      await expect(store.query(sql)).rejects.toThrow(/readonly|cannot stand|not supported|Syntax error/i)
  })

  test("names the engine's error by its code", async () => {
    await expect(store.query('select * from nowhere')).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' })
  })

  test('counts of rows with the same key the one of the highest version, also when it came before', async () => {
    await store.insert('usage_days', lines(use(5, 2)))
    await store.insert('usage_days', lines(use(3, 1)))
    expect(await uses()).toEqual([{ uses: 5, rows: 1 }])
  })

  test('takes a block again that was there before and was erased since', async () => {
    const again = () => store.insert('fact_history', lines(change('again', 'here')))
    await again()
    await store.command(`delete from fact_history where ${mine} and fact = 'again'`, { workspace })
    expect(await texts(`fact = 'again'`)).toEqual([])
    await again()
    expect(await texts(`fact = 'again'`)).toEqual(['here'])
  })

  test('has changed and erased rows once the statement answers', async () => {
    await store.insert('fact_history', lines(change('b.c', 'old'), change('b.d', 'gone')))
    const settle = 'settings mutations_sync = 2'
    await store.command(`alter table fact_history update text = 'new' where ${mine} and fact = 'b.c' ${settle}`, {
      workspace,
    })
    await store.command(`alter table fact_history delete where ${mine} and fact = 'b.d' ${settle}`, { workspace })
    expect(await texts(`fact in ('b.c', 'b.d')`)).toEqual(['new'])
  })

  test('swaps a month as a whole for what was put together beside it', async () => {
    await store.insert('usage_days', lines(use(1, 1, '2021-01-05'), use(2, 1, '2021-01-06')))
    await store.command('create table if not exists usage_days_beside as usage_days')
    await store.command(
      `insert into usage_days_beside select * replace (7 as uses) from usage_days final
      where ${mine} and toYYYYMM(day) = 202101 and toDayOfMonth(day) = 6`,
      { workspace },
    )
    await store.command('alter table usage_days replace partition 202101 from usage_days_beside')
    await store.command('drop table usage_days_beside')
    expect(await uses()).toEqual([{ uses: 12, rows: 2 }])
  })

  test('keeps whoever reaches one customer from the rows of others, in subqueries and joins too', async () => {
    await store.insert('fact_history', lines(change('r.a', 'ours'), change('r.a', 'theirs', theirs)))
    const within = eventsWithin(store, async () => [ours!])
    const inside = `account_id in (select account_id from fact_history where ${mine} and fact = 'r.a')`
    expect([await texts(`fact = 'r.a'`), await texts(`fact = 'r.a'`, within)]).toEqual([['ours', 'theirs'], ['ours']])
    expect(await texts(`fact = 'r.a' and ${inside}`, within)).toEqual(['ours'])
    const joined = `select f.text from (select 1 as one) as o join fact_history as f on o.one = 1
      where f.${mine} and f.fact = 'r.a'`
    expect(await within.query(joined, { workspace })).toEqual([{ text: 'ours' }])
  })

  test('tells how much it keeps', async () => {
    const sql = `select sum(rows) > 0 as some from system.parts where active and database = currentDatabase()`
    expect(await store.query(sql)).toEqual([{ some: 1 }])
  })
})
