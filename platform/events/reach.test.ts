import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { AccountId } from '#kernel/id.ts'
import { testEvents } from '#test/servers/events.ts'
import { accountTables, eventsWithin } from './reach.ts'

const events = testEvents()
const [ours, theirs, none] = ['a', 'b', 'c'].map((end) => `018f0000-0000-7000-8000-00000000000${end}`) as AccountId[]
const workspace = '018f0000-0000-7000-8000-0000000000ff'
const row = (account_id: AccountId, text: string) =>
  JSON.stringify({
    workspace_id: workspace,
    account_id,
    fact: 'a.b',
    known_at: '2026-04-01T00:00:00Z',
    number: null,
    text,
  })
await events.insert('fact_history', Buffer.from([row(ours!, 'ours'), row(theirs!, 'theirs')].join('\n')))
const within = (...ids: AccountId[]) => eventsWithin(events, async () => ids)
const mine = 'workspace_id = {workspace:UUID}'

test.each([
  ['plainly', `select text from fact_history where ${mine}`],
  ['of final rows', `select text from fact_history final where ${mine}`],
  ['under another name', `select h.text from fact_history as h where h.${mine}`],
  ['within a question', `select text from (select * from fact_history where ${mine}) where 1`],
  [
    'in what it is joined with',
    `select f.text from (select 1 as one) as o join fact_history as f on o.one = 1 where f.${mine}`,
  ],
  ['in one of several', `select text from fact_history where 0 union all select text from fact_history where ${mine}`],
  ['by a name made before', `with h as (select text from fact_history where ${mine}) select text from h`],
])('asked %s, only rows of what is in reach come', async (_how, sql) => {
  const texts = async (...ids: AccountId[]) =>
    (await within(...ids).query<{ text: string }>(sql, { workspace })).map(({ text }) => text).sort()
  expect(await texts(ours!)).toEqual(['ours'])
  expect(await texts(ours!, theirs!)).toEqual(['ours', 'theirs'])
  expect([await texts(none!), await texts()]).toEqual([[], []])
  const of = (text: string) =>
    within(ours!).query(`select 1 where exists(select 1 from fact_history where text = '${text}')`)
  expect([(await of('ours')).length, (await of('theirs')).length]).toEqual([1, 0])
})

test('a reach of thousands is asked for once, writes nothing, and takes only ids', async () => {
  let asked = 0
  const many = Array.from(
    { length: 40_000 },
    (_, at) => `018f0000-0000-7000-8000-${String(at).padStart(12, '0')}` as AccountId,
  )
  const reach = eventsWithin(events, async () => ((asked += 1), [...many, ours!]))
  const ask = () => reach.query(`select text from fact_history where ${mine}`, { workspace })
  expect([await ask(), await ask()]).toEqual([[{ text: 'ours' }], [{ text: 'ours' }]])
  expect(asked).toBe(1)
  await expect(reach.insert('fact_history', Buffer.from(''))).rejects.toThrow('writes nothing')
  await expect(reach.command('select 1')).rejects.toThrow('writes nothing')
  await expect(within("x')) or (1" as AccountId).query('select 1')).rejects.toThrow('not an id')
})

test('every table with rows of accounts is named', async () => {
  const directory = path.join(import.meta.dirname, 'schema')
  const made = fs
    .readdirSync(directory)
    .flatMap((file) => [
      ...fs.readFileSync(path.join(directory, file), 'utf8').matchAll(/create table if not exists (\w+) \(([^;]*)/g),
    ])
    .filter(([, , body]) => /\baccount_id\b/.test(body!))
    .map(([, name]) => name)
  expect(made.toSorted((a, b) => a!.localeCompare(b!))).toEqual(accountTables.toSorted((a, b) => a.localeCompare(b)))
})
