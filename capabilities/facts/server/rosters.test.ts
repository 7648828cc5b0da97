import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { matching, type Roster, readRoster } from '#capabilities/facts/core/roster.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { AccountId } from '#kernel/id.ts'
import { testDatabase } from '#test/servers/database.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { idArray } from './arrayText.ts'
import { rosterOf, tellRosters } from './rosters.ts'
import { facts } from './system.ts'

const database = await testDatabase()
const [workspace, other] = [await testWorkspace(database), await testWorkspace(database)]
const fact = (key: string) => facts().catalogue.get(key)!
const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as AccountId
const moment = { today: '2026-04-01' as never, currency: 'JPY', timeZone: 'Asia/Tokyo' }

const inWorkspace = <T>(work: (tx: Tx) => Promise<T>, of = workspace) => database.workspace(of.id, work)
const put = (n: number, employees: number | null, of = workspace) =>
  inWorkspace(async (tx) => {
    await sql`insert into accounts (workspace_id, id, name) values (${of.id}, ${idOf(n)}, ${`会社${n}`}) on conflict do nothing`.execute(
      tx,
    )
    await sql`insert into account_facts (workspace_id, account_id, "account.employees", "account.region")
      values (${of.id}, ${idOf(n)}, ${employees}, '関東') on conflict (workspace_id, account_id) do update
      set "account.employees" = excluded."account.employees"`.execute(tx)
    await tellRosters(tx, of.id, [idOf(n)])
  }, of)

function listed(roster: Roster): [number, unknown][] {
  const everybody = matching(roster, { is: 'constant', value: true }, moment)
  return readRoster(roster, {
    matching: everybody,
    key: 'account.employees',
    direction: 'up',
    after: null,
    limit: 100,
  }).map(({ id, value }) => [Number(id.slice(-12)), value])
}
const listNow = (keys = ['account.employees'], of = workspace) =>
  inWorkspace(async (tx) => listed(await rosterOf(tx, { database, workspaceId: of.id }, keys.map(fact))), of)

test('a roster is as the facts are: read, changed, added, taken away with the account, and never of another company', async () => {
  await put(1, 30)
  await put(2, 10)
  await put(3, null)
  await put(9, 5, other)
  expect(await listNow()).toEqual([
    [2, 10],
    [1, 30],
    [3, null],
  ])
  expect(await listNow(undefined, other)).toEqual([[9, 5]])
  await put(3, 20)
  await put(4, 40)
  await expect
    .poll(() => listNow())
    .toEqual([
      [2, 10],
      [3, 20],
      [1, 30],
      [4, 40],
    ])
  await inWorkspace((tx) => sql`delete from accounts where id = ${idOf(1)}`.execute(tx))
  await expect
    .poll(() => listNow(['account.employees', 'account.region']))
    .toEqual([
      [2, 10],
      [3, 20],
      [4, 40],
    ])
})

test('what was told while the connection was away is not missed', async () => {
  await listNow()
  await database.system((tx) =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen "banso_rosters%'`.execute(tx),
  )
  await inWorkspace((tx) =>
    sql`update account_facts set "account.employees" = 50 where account_id = ${idOf(2)}`.execute(tx),
  )
  await expect.poll(() => listNow()).toContainEqual([2, 50])
})

test('requests at once wait for one reading, and one that fails is done again', async () => {
  const asked = Array.from({ length: 12 }, (_, i) =>
    listNow(i % 2 ? ['account.employees'] : ['account.employees', 'account.region']),
  )
  const failing = inWorkspace(async (tx) => {
    await sql`select 1 / 0`.execute(tx).catch(() => {})
    await rosterOf(tx, { database, workspaceId: workspace.id }, [fact('account.employees'), fact('account.name')])
  })
  await expect(failing).rejects.toThrow()
  for (const one of await Promise.all(asked)) expect(one).toHaveLength(3)
  expect(await listNow(['account.employees', 'account.name'])).toHaveLength(3)
})

test('ids are asked for as they are, none as none, and what is no id is refused', async () => {
  const ids = [idOf(1), 'ABCDEF01-2345-7789-8ABC-DEF012345678', idOf(3)]
  const asked = (of: readonly string[]) =>
    inWorkspace(async (tx) => (await sql<{ id: string }>`select unnest(${idArray(of)}) as id`.execute(tx)).rows)
  expect((await asked(ids)).map((row) => row.id)).toEqual(ids.map((id) => id.toLowerCase()))
  expect(await asked([])).toEqual([])
  expect(() => idArray(['00000000-0000-7000-8000-00000000000'])).toThrow('not an id')
})
