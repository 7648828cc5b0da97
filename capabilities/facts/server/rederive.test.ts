import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import type { AccountId } from '#kernel/id.ts'
import { type EventStore, EventStoreUnavailable } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { ensureFactColumns } from './columns.ts'
import { markDirty, recomputeWorkspace, rederiveWorkspace } from './dirty.ts'
import type { Derivation, FactSource } from './page.ts'
import { reactOnce } from './reactor.ts'
import type { SettleTools } from './settle.ts'
import { factSystem } from './system.ts'

const define = (key: string, type: FactDefinition['type'], more: Partial<FactDefinition> = {}): FactDefinition => ({
  key,
  type,
  label: { ja: key, en: key },
  owner: 'test',
  ...more,
})

/** Whom the source was asked for. */
let asked: AccountId[] = []
const source: FactSource = {
  definitions: [
    define('account.name', 'text'),
    define('account.employees', 'number'),
    define('account.signed_up_on', 'date'),
    define('account.days', 'number', { derived: { measure: 'days_since', of: 'account.signed_up_on' } }),
    define('tags', 'list'),
  ],
  load: async ({ tx, accounts, workspace }) => {
    if (workspace.id === own.id) asked.push(...accounts)
    const { rows } = await sql<{ id: AccountId; [fact: string]: unknown }>`
      select id, name as "account.name", employees as "account.employees", signed_up_on as "account.signed_up_on", tags
      from accounts where id = any(${accounts}::uuid[])
    `.execute(tx)
    return new Map(rows.map(({ id, ...facts }) => [id, facts as Record<string, FactValue>]))
  },
}

/** What a company defines: from how many people on its customers are large. */
let large = 100
/** Says nothing of small customers, not even that it has nothing to say. */
const size: Derivation = {
  name: 'size',
  definitions: [define('size.key', 'choice'), define('size.excess', 'number')],
  prepare: async () => async (page) => {
    for (const id of page.accounts) {
      const excess = Number(page.read(id, 'account.employees')) - large
      if (excess <= 0) continue
      page.set(id, 'size.key', 'large')
      page.set(id, 'size.excess', excess + Number(page.read(id, 'account.days')))
    }
  },
}

/** Stands on what its customers do, as a source: asked as often as sources are. */
const use: Derivation = {
  name: 'use',
  likeSource: true,
  definitions: [define('use.times', 'number')],
  prepare: async () => async (page) => {
    for (const id of page.accounts) page.set(id, 'use.times', Number(page.before(id, 'use.times') ?? 0) + 1)
  },
}

const system = factSystem([source], [use, size])
const database = await testDatabase()
let own: Workspace
let clock = new Date('2026-04-01T03:00:00Z')
const tools: SettleTools = {
  system,
  database,
  events: {} as EventStore, // these facts ask nothing of it
  live: { publish: async () => {} },
  now: () => clock,
  onMalformed: (facts) => expect(facts).toEqual([]),
  onFailure: (_, __, error) => expect(error).toBeNull(),
}

beforeAll(async () => {
  const owner = new pg.Client(database.server.login('owner'))
  await owner.connect()
  await ensureFactColumns(owner, system.catalogue)
  await owner.end()
})

beforeEach(async () => {
  own = await testWorkspace(database)
  large = 100
})

const inWorkspace = <Row>(query: ReturnType<typeof sql<Row>>) =>
  database.workspace(own.id, async (tx) => (await query.execute(tx)).rows)

async function settled(): Promise<void> {
  while (await reactOnce(tools, new Map()));
}

/** New customers with so many people, computed. */
async function customers(...employees: number[]): Promise<AccountId[]> {
  const ids = employees.map(() => crypto.randomUUID() as AccountId).sort()
  await inWorkspace(sql`
    insert into accounts (workspace_id, id, name, signed_up_on, tags)
    select ${own.id}, id, 'A', '2026-01-01', '{a,b}' from unnest(${ids}::uuid[]) as id
  `)
  await peopleOf(ids, employees)
  await settled()
  asked = []
  return ids
}

const peopleOf = (ids: readonly AccountId[], employees: readonly number[]) =>
  database.workspace(own.id, async (tx) => {
    await sql`
      update accounts set employees = given.people
      from unnest(${ids}::uuid[], ${employees}::int[]) as given (id, people) where accounts.id = given.id
    `.execute(tx)
    await markDirty(tx, own.id, ids)
  })

const redefine = (from: number) =>
  database.workspace(own.id, async (tx) => {
    large = from
    await rederiveWorkspace(tx, own.id)
  })

const anew = () => database.workspace(own.id, (tx) => recomputeWorkspace(tx, own.id))

type Known = Record<string, FactValue>
const known = async () =>
  (await inWorkspace(sql<Known>`select * from account_facts order by account_id`)).map(
    ({ computed_at: _, ...row }) => row,
  )
const without = (rows: readonly Known[], key: string) => rows.map(({ [key]: _, ...row }) => row)
const marks = () => inWorkspace(sql`select account_id from dirty_accounts`)

test('a changed definition gives the facts that computing all anew gives, and asks no source', async () => {
  const people = fc.nat(40)
  await fc.assert(
    fc.asyncProperty(
      fc.array(people, { minLength: 1, maxLength: 4 }),
      people,
      people,
      async (employees, from, then) => {
        large = from
        await customers(...employees)
        const before = await known()
        await redefine(then)
        await settled()
        const [rederived, askedFor] = [await known(), [...asked]]
        expect(rederived.map((row) => row['use.times'])).toEqual(before.map((row) => row['use.times']))
        await anew()
        await settled()
        expect([without(rederived, 'use.times'), askedFor]).toEqual([without(await known(), 'use.times'), []])
      },
    ),
    { numRuns: 12 },
  )
})

test('an account that changes while definitions are followed keeps its mark, and its source is asked', async () => {
  const [id] = await customers(10)
  const busy: Derivation = {
    name: 'busy',
    definitions: [],
    prepare: async (page) => async () => {
      if (page.workspace.id === own.id) await peopleOf([id!], [70])
    },
  }
  await redefine(50)
  await reactOnce({ ...tools, system: { ...system, derivations: [size, busy] } }, new Map())
  expect([await known(), asked, await marks()]).toMatchObject([[{ 'account.employees': 10 }], [], [{ account_id: id }]])
  await settled()
  expect([await known(), asked]).toMatchObject([[{ 'account.employees': 70, 'size.key': 'large' }], [id]])
})

test('an account that changed in the same moment has its source asked, and nobody else', async () => {
  const [id] = await customers(10, 10)
  await peopleOf([id!], [60])
  await redefine(5)
  await settled()
  expect(await known()).toMatchObject([{ 'account.employees': 60, 'size.key': 'large' }, { 'size.key': 'large' }])
  expect(asked).toEqual([id])
})

test('sources are asked as well where an account was never computed, the day has turned or all was asked for', async () => {
  const [id] = await customers(10)
  const askedAfter = async (work: () => Promise<unknown>) => {
    asked = []
    await work()
    await redefine(5)
    await settled()
    return asked
  }
  expect(await askedAfter(() => inWorkspace(sql`delete from account_facts`))).toEqual([id])
  expect(await known()).toMatchObject([{ 'account.name': 'A', 'size.key': 'large' }])
  expect(await askedAfter(async () => (clock = new Date(clock.getTime() + 86_400_000)))).toEqual([id])
  expect(await askedAfter(anew)).toEqual([id])
  expect(await askedAfter(async () => {})).toEqual([])
})

test('a changed definition is not forgotten where the process ends before all accounts are done', async () => {
  await customers(10)
  const gone: Derivation = {
    name: 'gone',
    definitions: [],
    prepare: () => Promise.reject(new EventStoreUnavailable('the process ends here')),
  }
  await redefine(5)
  const ends = reactOnce({ ...tools, system: { ...system, derivations: [size, gone] } }, new Map())
  await expect(ends).rejects.toBeInstanceOf(EventStoreUnavailable)
  expect(await known()).toMatchObject([{ 'size.key': null }])
  await settled()
  expect(await known()).toMatchObject([{ 'size.key': 'large' }])
  expect(await reactOnce(tools, new Map())).toBe(false)
})
