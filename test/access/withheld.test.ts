import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldClasses, permissions } from '#kernel/exchange.ts'
import { router } from '#start/catalogue.ts'
import { classedColumns } from '#start/classedColumns.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { ask, routesWithInput } from './ask.ts'
import { fillWorkspace } from './fill.ts'
import { fillEvents } from './fillEvents.ts'
import { planted, plantValues } from './plant.ts'
import { idPlaces, sample } from './sample.ts'

// Every table has a row, and every value of a class of fields in it can be told from everything else; somebody who may do
// all that can be done, but sees no class, asks for all there is.
const server = await testServer()
const { address, workspace } = server
const owner = new pg.Client(server.database.server.login('owner'))
await owner.connect()
afterAll(() => owner.end())
const id = '0000000a-0000-7000-8000-00000000000a'
await fillWorkspace(owner, workspace.id, id, 'plain')
await fillEvents(server.app.events, workspace.id, id, 'plain')
for (const [key, classes] of [
  ['sees all', fieldClasses],
  ['sees none', []],
] as const)
  await owner.query(
    `insert into roles (workspace_id, key, label_ja, label_en, permissions, field_classes) values ($1, $2, $2, $2, $3, $4)`,
    [workspace.id, key, permissions, classes],
  )
const [all, none] = await Promise.all([server.signIn('sees all'), server.signIn('sees none')])
const contract = await makeContract(all)
beforeAll(() => plantValues(owner, server.app.events, workspace.id, id))

async function makeContract({ api }: Visitor) {
  const { id: made } = await api.accounts.create({ name: '秘密商事' })
  const price = { startOn: '2026-04-01', quantity: 1, amount: planted.amount, intervalMonths: 12 }
  await api.revenue.create({ id: made, startOn: '2026-04-01', lines: [{ product: 'plain', price }] })
  await api.accounts.contacts.create({ id: made, name: planted.name, email: planted.email, phone: planted.phone })
  return made
}

const reading = routesWithInput(router).filter(
  ({ method, mayCall }) => method === 'GET' && mayCall !== 'guest' && mayCall !== 'anybody',
)
const raw = server.routes.filter(
  ({ kind, method, mayCall }) => kind === 'raw' && method === 'GET' && mayCall !== 'guest' && mayCall !== 'anybody',
)
const told = (text: string) => Object.values(planted).filter((value) => text.includes(String(value)))
const seenByAll = new Set<string>()

describe('who sees no class of fields is told none of their values', () => {
  test.each(reading.map((route) => [route.name, route] as const))('%s', async (name, route) => {
    const places = route.input ? idPlaces(route.input) : []
    for (const place of places.length > 0 ? places : [[]])
      for (const asked of place.length > 0 ? [id, contract] : [id]) {
        const input = route.input ? sample(route.input, asked, place) : {}
        const [seen, other] = [
          await ask(address, route, input, all.cookie),
          await ask(address, route, input, none.cookie),
        ]
        if (told(seen.text).length > 0) seenByAll.add(name)
        expect([other.status < 500 || other.status === seen.status, told(other.text)]).toEqual([true, []])
      }
  })

  test.each(raw.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_name, { path }) => {
    const answer = await none.fetch(path.replace(/\{\w+\}/g, id))
    if (answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.body?.cancel()
    expect([answer.status < 500, told(await answer.text())]).toEqual([true, []])
  })
})

test('the values are there for whoever sees them', () => {
  expect(seenByAll.size).toBeGreaterThan(20)
})

/** Columns that are called like an amount, or like how to reach somebody, and hold neither a customer's money nor their people. */
const others = ['people.email', 'invitations.email', 'accounts.annual_revenue', 'accounts.address']

test('a column that is called like a class of fields stands in the list, or is told to be something else', async () => {
  const { rows } = await owner.query<{ place: string }>(
    `select c.relname || '.' || a.attname as place from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and a.attname ~ '(amount|_arr|mrr|revenue|price|at_stake|native|_cost|email|phone|to_address|to_name)'
       and not (c.relname = 'account_facts') order by 1`,
  )
  const listed = Object.entries(classedColumns).flatMap(([table, columns]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  )
  expect(rows.map(({ place }) => place).filter((place) => ![...listed, ...others].includes(place))).toEqual([])
})

test('what is withheld gives no filter, order or group, and a new condition asks for none of it', async () => {
  const listed = (query: string) => none.fetch(`/api/v1/accounts?${query}`)
  for (const query of ['condition=contract.arr > 5', 'sort=-contract.arr', 'condition=has(field.secret)'])
    expect([query, (await listed(query)).status]).toEqual([query, 422])
  const { status, headers } = await listed('columns=contract.arr')
  expect([status, headers.get('banso-withheld')]).toEqual([200, 'money, personal, sensitive'])
  const checked = await none.api.facts.conditions.check({ condition: 'contract.arr > 5' })
  expect(checked.errors).toMatchObject([{ rule: 'withheld_fact', name: 'contract.arr' }])
})

test('whoever does not see a value changes what stands beside it and leaves it as it is', async () => {
  const { version } = (await none.api.accounts.get({ id: contract })).account
  await owner.query(`update accounts set custom = '{"secret": "stays"}' where id = '${contract}'`)
  await none.api.accounts.update({ id: contract, version, goals: '定着' })
  const { rows } = await owner.query(`select goals, custom from accounts where id = '${contract}'`)
  expect(rows).toEqual([{ goals: '定着', custom: { secret: 'stays' } }])
})

test('a class that is given is seen at the next request', async () => {
  const name = async () => (await none.api.accounts.get({ id: contract })).contacts[0]?.name
  expect(await name()).toBe('***')
  await owner.query(`update roles set field_classes = array['personal'] where key = 'sees none'`)
  expect(await name()).toBe(planted.name)
})
