import { expect, test, vi } from 'vitest'
import { withClient } from './client.ts'
import { sql } from 'kysely'
import { holdLead, isOfTheGone } from './lead.ts'
import { testDatabase } from '#test/servers/database.ts'

const database = await testDatabase()
const { server } = database
const login = server.login('banso_system')

test('one of several leads, and another one once it has stopped', async () => {
  const [first, second] = [await holdLead(login, 1), await holdLead(login, 1)]
  const other = await holdLead(login, 2)
  expect([first.isMine(), second.isMine(), other.isMine()]).toEqual([true, false, true])
  await first.stop()
  expect(first.isMine()).toBe(false)
  await vi.waitFor(() => expect(second.isMine()).toBe(true), { timeout: 45_000 })
  await Promise.all([second.stop(), other.stop()])
})

test('whose connection was cut no longer leads, and somebody does again', async () => {
  const leads = [await holdLead(login, 3), await holdLead(login, 3)]
  const cut = `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
    where l.locktype = 'advisory' and l.objid = 3 and d.datname = current_database() and l.granted`
  await withClient(login, (client) => client.query(cut))
  const leading = () => leads.filter((lead) => lead.isMine()).length
  const held = `select count(*)::int as n from pg_locks where locktype = 'advisory' and objid = 3 and granted`
  await vi.waitFor(
    async () => {
      const { rows } = await withClient(login, (client) => client.query<{ n: number }>(held))
      expect([leading(), rows[0]!.n]).toEqual([1, 1])
    },
    { timeout: 45_000, interval: 200 },
  )
  await Promise.all(leads.map((lead) => lead.stop()))
})

test('each process has a name, and others see whether the one of that name is gone', async () => {
  const [first, second] = [await holdLead(login, 4), await holdLead(login, 4)]
  const gone = async (name: string) =>
    (await database.ask(sql<{ gone: boolean }>`select ${isOfTheGone(sql`${name}`)} as gone`))[0]!.gone
  expect([await gone(first.self), await gone(second.self), await gone(crypto.randomUUID())]).toEqual([
    false,
    false,
    true,
  ])
  await first.stop()
  await vi.waitFor(async () => expect(await gone(first.self)).toBe(true), { timeout: 45_000 })
  expect(await gone(second.self)).toBe(false)
  await second.stop()
})
