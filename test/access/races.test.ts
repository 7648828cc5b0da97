import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { permissions } from '#kernel/exchange.ts'
import { router } from '#start/catalogue.ts'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { type Route, requestOf, routesWithInput } from './ask.ts'
import { fillWorkspace } from './fill.ts'
import { sample } from './sample.ts'

// Every route that changes something is called twice at the same moment, by a program and by two tabs of a browser. What a
// transaction changed is in the record of changes, so that each of them there is one effect.
const server = await testServer()
const owner = new pg.Client(server.database.server.login('owner'))
await owner.connect()
afterAll(() => owner.end())
const [id, idElsewhere] = ['0000000a-0000-7000-8000-00000000000a', '0000000b-0000-7000-8000-00000000000b']
await fillWorkspace(owner, server.workspace.id, id, 'mark')
const admin = await server.signIn('admin')
const other = await testWorkspace(server.database)
await fillWorkspace(owner, other.id, idElsewhere, 'markb')
const elsewhere = await server.signIn('admin', other)
const { key } = await admin.api.keys.create({ name: 'ERP', permissions: [...permissions] })
const byKey = { authorization: `Bearer ${key}` }

const writing = routesWithInput(router).filter(
  ({ method, mayCall, person }) => method !== 'GET' && !person && mayCall !== 'anybody' && mayCall !== 'guest',
)
const named = (routes: readonly Route[]) => routes.map((route) => [route.name, route] as const)
const inputOf = (route: Route) => (route.input ? sample(route.input, id) : {}) as Record<string, unknown>

type Raced = { statuses: number[]; done: number; effects: number; actions: string[] }

/**
 * Calls a route twice at once; how many of the calls were made rather than answered from the other, and their effects. What
 * a job writes down meanwhile in somebody's name is none of theirs.
 */
async function race(route: Route, input: unknown, headers: Record<string, string>): Promise<Raced> {
  const { rows: before } = await owner.query<{ last: string }>(
    `select coalesce(max(xmin::text::bigint), 0) as last from audit_log`,
  )
  const { path, init } = requestOf(route, input)
  const call = async () => {
    const sent = { ...init, headers: { ...init.headers, ...headers } }
    const answer = await fetch(`${server.address}/api/v1${path}`, sent)
    const waits = (await answer.text()).includes('idempotency.under_way')
    return { status: answer.status, done: !waits && answer.headers.get('idempotent-replayed') === null }
  }
  const both = await Promise.all([call(), call()])
  const { rows } = await owner.query<{ effects: number; actions: string[] }>(
    `select count(distinct xmin::text)::int as effects, array_agg(action) as actions from audit_log
     where person_id = any($1) and xmin::text::bigint > $2 and (origin like 'api:%' or not $3)`,
    [[admin.personId, elsewhere.personId], before[0]!.last, 'authorization' in headers],
  )
  const done = both.filter((one) => one.done).length
  return { statuses: both.map(({ status }) => status), done, ...rows[0]! }
}

describe('of two equal calls of a program at once, with one Idempotency-Key, one is made', () => {
  let effective = 0
  test.each(named(writing))('%s', async (name, route) => {
    const { statuses, done, effects, actions } = await race(route, inputOf(route), {
      ...byKey,
      'idempotency-key': name,
    })
    expect([done, effects <= 1 || actions, statuses.some((status) => status >= 500)]).toEqual([1, true, false])
    effective += effects
  })

  test('and the walk went to many that had an effect', () => expect(effective).toBeGreaterThan(80))
})

describe('of two changes of the same version at once, one is made', () => {
  const guards = ['version', 'basedOn', 'revision']
  const guarded = writing.filter(({ input }) => input && guards.some((name) => name in shapeOf(input)))
  let made = 0
  test.each(named(guarded))('%s', async (_name, route) => {
    for (const version of [0, 1, 2]) {
      const seen = Object.fromEntries(guards.map((name) => [name, version]))
      const { statuses, effects, actions } = await race(
        route,
        { ...changed(route), ...seen },
        { cookie: elsewhere.cookie },
      )
      expect([version, effects <= 1 || actions, statuses.some((status) => status >= 500)]).toEqual([
        version,
        true,
        false,
      ])
      made += effects
    }
  })

  test('and the walk went to some that were made', () => expect(made).toBeGreaterThan(25))
})

test('without a key and a version both are made, so that the walk above proves something', async () => {
  const create = writing.find(({ name }) => name === 'POST /accounts')!
  expect(await race(create, inputOf(create), byKey)).toMatchObject({ statuses: [200, 200], done: 2, effects: 2 })
})

/** What a route takes with one thing that need not be said, so that there is something to change. */
function changed(route: Route): object {
  const known = Object.keys(inputOf(route))
  const more = Object.keys(shapeOf(route.input!)).find((name) => !known.includes(name))
  return sample(route.input!, idElsewhere, more ? [more] : []) as object
}

function shapeOf(input: NonNullable<Route['input']>): object {
  return 'shape' in input ? (input.shape as object) : {}
}
