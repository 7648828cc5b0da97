import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oldClickHouse, type OldServer, twoOldServers } from '#test/servers/oldClickHouse.ts'
import { onCluster } from './cluster.ts'
import { migrations } from './schema.ts'

const cluster = { name: 'banso', database: 'default' }
const schema = migrations().flatMap(({ statements }) => statements)
const daysOf = schema.find((statement) => statement.trim().startsWith('create table if not exists usage_days ('))!

/** As far as a server of 2018 goes: without its indexes, settings and newer types, and without what needs a Keeper. */
const narrowed = daysOf
  .replace(/,?\n\s*index [^\n]*/g, '')
  .replace(/\bUUID\b/g, 'String') // it has no hash of a UUID
  .replace(/LowCardinality\((\w+)\)/g, '$1')
  .replace(/DateTime64\(3, 'UTC'\)/g, 'DateTime')
  .replace(/\nsettings [^\n]*/, '')
  .replace('(version, gone)', '(version)') // as a later file of the schema has it
const alone = (sql: string) => sql.replaceAll(' on cluster banso', '').replace('engine = Replicated', 'engine = ')

const settle = { insert_distributed_sync: '1' }
const accounts = Array.from({ length: 50 }, (_, at) => `018f0000-0000-7000-8000-${String(at).padStart(12, '0')}`)
const rows = (version: number, uses: number) =>
  accounts.flatMap((account_id) =>
    Array.from({ length: 100 }, (_, user) => {
      const who = { workspace_id: accounts[0], account_id, user_key: `u${user}`, person_key: `u${user}` }
      const what = { day: '2026-03-05', kind: 'track', event: 'login', chunk: 1, last_at: '2026-03-05 00:00:00' }
      return JSON.stringify({ ...who, ...what, uses, version, gone: 0 })
    }),
  )

// What Debian has is too old for the schema as it is: this sees that rows are spread and found, not our statements.
describe.skipIf(oldClickHouse === null)("two of Debian's ClickHouse servers as a cluster", () => {
  let servers: OldServer[] = []
  let stop = async () => {}
  beforeAll(async () => {
    ;({ servers, stop } = await twoOldServers(cluster.name))
    for (const server of servers)
      for (const statement of onCluster(narrowed, cluster)) await server.ask(alone(statement))
  })
  afterAll(() => stop())

  const put = (at: number, version: number, uses: number) =>
    servers[at]!.ask(`insert into usage_days format JSONEachRow ${rows(version, uses).join('\n')}`, settle)
  const everywhere = (sql: string) => Promise.all(servers.map((server) => server.ask(sql)))

  test('rows that go in at one are spread over both, an account on one alone, and both tell the same', async () => {
    await put(0, 1, 2)
    const [first, second] = (await everywhere('select count() from usage_days_local')).map(Number)
    expect([first! + second!, first! > 0, second! > 0]).toEqual([5000, true, true])
    const [here, there] = await everywhere('select distinct toString(account_id) from usage_days_local')
    expect(new Set(`${here}\n${there}`.split('\n')).size).toBe(here!.split('\n').length + there!.split('\n').length)
    const all = 'select count(), sum(uses), uniqExact(account_id) from usage_days final where gone = 0'
    expect(await everywhere(all)).toEqual(Array(2).fill('5000\t10000\t50'))
  })

  test('a later version takes the place of what came in at the other server', async () => {
    await put(1, 2, 3)
    const all = 'select count(), sum(uses) from usage_days final where gone = 0'
    expect(await everywhere(all)).toEqual(Array(2).fill('5000\t15000'))
  })

  test('a subquery and a join see the rows of all servers', async () => {
    const within = `account_id in (select account_id from usage_days where user_key = 'u7' and event = 'login')`
    const product = { distributed_product_mode: 'global' }
    expect(await servers[0]!.ask(`select count() from usage_days final where ${within}`, product)).toBe('5000')
    const joined = `select count() from (select account_id from usage_days final where user_key = 'u7')
      any inner join (select account_id, uses from usage_days final where user_key = 'u8') using account_id`
    expect(await servers[1]!.ask(joined, product)).toBe('50')
  })
})
