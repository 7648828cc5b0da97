import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import type { AccountId } from '#kernel/id.ts'
import { type FactHistoryRow, journalRows } from '#platform/events/journal.ts'
import { type EventStore, EventStoreUnavailable } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { ensureFactColumns } from './columns.ts'
import { markDirty, recomputeWorkspace } from './dirty.ts'
import type { Derivation, FactSource } from './page.ts'
import { reactOnce } from './reactor.ts'
import { settle, settleDirty, type SettleTools } from './settle.ts'
import { factSystem } from './system.ts'

const define = (key: string, type: FactDefinition['type'], more: Partial<FactDefinition> = {}): FactDefinition => ({
  key,
  type,
  label: { ja: key, en: key },
  owner: 'test',
  ...more,
})

let poisoned = ''
const source: FactSource = {
  definitions: [
    define('account.name', 'text'),
    define('account.employees', 'number'),
    define('account.signed_up_on', 'date'),
    define('account.days', 'number', { derived: { measure: 'days_since', of: 'account.signed_up_on' } }),
    define('tags', 'list'),
  ],
  load: async ({ tx, accounts }) => {
    const { rows } = await sql<{ id: AccountId; [fact: string]: unknown }>`
      select id, name as "account.name", employees as "account.employees", signed_up_on as "account.signed_up_on", tags
      from accounts where id = any(${accounts}::uuid[])
    `.execute(tx)
    if (rows.some((row) => row.id === poisoned)) throw new Error('cannot be read')
    return new Map(rows.map(({ id, ...facts }) => [id, facts as Record<string, FactValue>]))
  },
}

const size: Derivation = {
  name: 'size',
  definitions: [define('size.key', 'choice'), define('size.passes', 'number', { kept: false })],
  prepare: async () => async (page) => {
    for (const id of page.accounts) {
      page.set(id, 'size.key', Number(page.read(id, 'account.employees') ?? 0) > 100 ? 'large' : 'small')
      page.set(id, 'size.passes', Number(page.before(id, 'size.passes') ?? 0) + 1)
    }
  },
}

const system = factSystem([source], [size])
const database = await testDatabase()
let workspace: Workspace
let clock = new Date('2026-04-01T03:00:00Z')
let failures: (readonly AccountId[])[] = []
const tools: SettleTools = {
  system,
  database,
  events: {} as EventStore, // these facts ask nothing of it
  live: { publish: async () => {} },
  now: () => clock,
  onMalformed: (facts) => expect(facts).toEqual([]),
  onFailure: (_, accounts) => failures.push(accounts),
}

beforeAll(async () => {
  const owner = new pg.Client(database.server.login('owner'))
  await owner.connect()
  await ensureFactColumns(owner, system.catalogue)
  await ensureFactColumns(owner, system.catalogue) // a second start changes nothing
  await owner.end()
})

beforeEach(async () => {
  workspace = await testWorkspace(database)
  failures = []
  poisoned = ''
  await settled()
})

const inWorkspace = <Row>(query: ReturnType<typeof sql<Row>>) =>
  database.workspace(workspace.id, async (tx) => (await query.execute(tx)).rows)

/** A clock that is read a millisecond later each time. */
const ticking = () => (clock = new Date(clock.getTime() + 1))

async function settled(): Promise<void> {
  while (await reactOnce(tools, new Map()));
}

async function account(name: string, employees = 10): Promise<AccountId> {
  const id = crypto.randomUUID() as AccountId
  await database.workspace(workspace.id, async (tx) => {
    await sql`insert into accounts (workspace_id, id, name, employees, signed_up_on, tags)
      values (${workspace.id}, ${id}, ${name}, ${employees}, '2026-01-01', '{a,b}')`.execute(tx)
    await markDirty(tx, workspace.id, [id])
  })
  return id
}

async function change(id: AccountId, employees: number): Promise<void> {
  await database.workspace(workspace.id, async (tx) => {
    await sql`update accounts set employees = ${employees} where id = ${id}`.execute(tx)
    await markDirty(tx, workspace.id, [id])
  })
}

const rowOf = async (id: AccountId) =>
  (await inWorkspace(sql<Record<string, unknown>>`select * from account_facts where account_id = ${id}`))[0]
const marks = () => inWorkspace(sql<{ account_id: AccountId; failures: number }>`select * from dirty_accounts`)

/** What the journal says of an account: `fact=value`, in order. */
async function history(id: AccountId): Promise<string[]> {
  return (await historyRows(id)).map((row) => `${row.fact}=${row.number ?? row.text}`)
}

async function historyRows(id: AccountId): Promise<FactHistoryRow[]> {
  const chunks = await inWorkspace(sql<{ body: Buffer }>`select body from journal where kind = 'facts' order by seq`)
  const texts = chunks.map(({ body }) => journalRows(body).toString())
  const rows = texts
    .join('\n')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as FactHistoryRow)
  return rows.filter((row) => row.account_id === id)
}

test('a new account gets its facts, and each of them a history', async () => {
  const id = await account('A')
  await settled()
  expect(await rowOf(id)).toMatchObject({
    'account.name': 'A',
    'account.employees': 10,
    tags: ['a', 'b'],
    'size.key': 'small',
  })
  expect(await history(id)).toEqual([
    'account.name=A', 'account.employees=10', 'account.signed_up_on=2026-01-01', 'tags=["a","b"]', 'size.key=small',
  ]) // biome-ignore format: one line of history
  expect(await marks()).toEqual([])
})

test('a change writes what follows from it, and nothing else into the history', async () => {
  const id = await account('A')
  await settled()
  await change(id, 500)
  await settled()
  expect(await rowOf(id)).toMatchObject({ 'account.employees': 500, 'size.key': 'large', 'size.passes': 2 })
  expect((await history(id)).slice(5)).toEqual(['account.employees=500', 'size.key=large'])
})

test('an account that cannot be computed holds up nobody, and is tried again later', async () => {
  const ids = [await account('A'), await account('B'), await account('C')]
  poisoned = ids[1]!
  await settled()
  expect(await rowOf(ids[0]!)).toMatchObject({ 'size.key': 'small' })
  expect(await rowOf(ids[2]!)).toMatchObject({ 'size.key': 'small' })
  expect(failures).toEqual([[poisoned]])
  expect(await marks()).toMatchObject([{ account_id: poisoned, failures: 1, problem: 'cannot be read' }])
  poisoned = ''
  clock = new Date(clock.getTime() + 6000)
  await settled()
  expect(await rowOf(ids[1]!)).toMatchObject({ 'size.key': 'small' })
  expect(await marks()).toEqual([])
})

test('a mark that is set while its account is computed is not lost', async () => {
  const id = await account('A')
  const slow: FactSource = {
    definitions: [],
    load: async () => {
      if (await rowOf(id)) return new Map()
      await change(id, 900)
      return new Map()
    },
  }
  await reactOnce({ ...tools, system: { ...system, sources: [source, slow] } }, new Map())
  expect(await rowOf(id)).toMatchObject({ 'account.employees': 10 })
  expect(await marks()).toHaveLength(1)
  await settled()
  expect(await rowOf(id)).toMatchObject({ 'account.employees': 900 })
})

test('passes over the same account at the same time take turns, and its history is written once', async () => {
  const id = await account('A')
  await Promise.all([settle(tools, workspace, [id]), settle(tools, workspace, [id]), settleDirty(tools, workspace)])
  expect(await history(id)).toHaveLength(5)
  expect(await rowOf(id)).toMatchObject({ 'size.passes': 3 })
})

test('archived accounts lose their row, and the history says from when', async () => {
  const id = await account('A')
  await settled()
  await inWorkspace(sql`update accounts set archived_at = now() where id = ${id}`)
  await database.workspace(workspace.id, (tx) => markDirty(tx, workspace.id, [id]))
  await settled()
  expect(await rowOf(id)).toBeUndefined()
  expect((await history(id)).slice(-2)).toEqual(['tags=null', 'size.key=null'])
})

test('all accounts are computed when the day turns, and when it is asked for', async () => {
  const id = await account('A')
  await settled()
  const passes = async () => (await rowOf(id))!['size.passes']
  const first = await passes()
  await settled()
  expect(await passes()).toBe(first)
  clock = new Date('2026-04-01T15:00:01Z') // 00:00:01 on 2 April in Tokyo
  await settled()
  expect(await passes()).toBe(Number(first) + 1)
  await database.workspace(workspace.id, (tx) => recomputeWorkspace(tx, workspace.id))
  await settled()
  expect(await passes()).toBe(Number(first) + 2)
})

test('an account that is marked and whose turn comes in the same round: both have their moment', async () => {
  const id = await account('A')
  const changing: FactSource = {
    ...source,
    load: async (asked) => {
      const read = await source.load(asked)
      if (!(await rowOf(id))) await inWorkspace(sql`update accounts set employees = 500 where id = ${id}`)
      return read
    },
  }
  await database.workspace(workspace.id, (tx) => recomputeWorkspace(tx, workspace.id))
  await reactOnce({ ...tools, now: ticking, system: { ...system, sources: [changing] } }, new Map())
  const sizes = (await historyRows(id)).filter((row) => row.fact === 'account.employees')
  expect(sizes.map((row) => row.number)).toEqual([10, 500])
  expect(Date.parse(sizes[1]!.known_at)).toBeGreaterThan(Date.parse(sizes[0]!.known_at))
})

test('a day that ends between the marked accounts and the turn: the turn is taken up on its own day', async () => {
  clock = new Date('2026-04-09T14:59:59.999Z') // a millisecond before midnight in Tokyo
  await settled()
  const id = await account('A')
  await database.workspace(workspace.id, (tx) => recomputeWorkspace(tx, workspace.id))
  const midnight: FactSource = {
    definitions: [],
    load: async () => {
      clock = new Date('2026-04-09T15:00:00Z')
      return new Map()
    },
  }
  await reactOnce({ ...tools, system: { ...system, sources: [source, midnight] } }, new Map())
  expect((await rowOf(id))!['size.passes']).toBe(1)
  await settled()
  expect((await rowOf(id))!['size.passes']).toBe(2)
})

test('a clock that is put right while a turn is under way: nobody stays computed for a day that is not yet', async () => {
  const ids = [await account('A'), await account('B')].sort((a, b) => (a.slice(-17) < b.slice(-17) ? -1 : 1))
  await settled()
  const passes = async () => (await rowOf(ids[0]!))!['size.passes']
  const before = Number(await passes())
  const away: FactSource = {
    definitions: [],
    load: async ({ accounts }) => {
      if (accounts.includes(ids[1]!)) throw new EventStoreUnavailable('it went away')
      return new Map()
    },
  }
  const ahead = { ...tools, now: () => new Date(clock.getTime() + 86_400_000) }
  const broken = reactOnce({ ...ahead, system: { ...system, sources: [source, away] } }, new Map())
  await expect(broken).rejects.toBeInstanceOf(EventStoreUnavailable)
  await expect.poll(passes).toBe(before + 1)
  await settled()
  expect(await passes()).toBe(before + 2)
})

test('a clock that ran ahead and is put right: all accounts are computed for the day it is', async () => {
  const id = await account('A')
  const right = clock
  clock = new Date(clock.getTime() + 3 * 86_400_000)
  await settled()
  const ahead = Number((await rowOf(id))!['size.passes'])
  clock = right
  await settled()
  expect((await rowOf(id))!['size.passes']).toBe(ahead + 1)
  await settled()
  expect((await rowOf(id))!['size.passes']).toBe(ahead + 1)
})
