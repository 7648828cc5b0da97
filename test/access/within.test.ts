import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { allowed } from '#capabilities/access/core/roles.ts'
import { permissions, type RowScope } from '#kernel/exchange.ts'
import { router } from '#start/catalogue.ts'
import { sharedTables } from '#start/sharedTables.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { ask, plain, type Route, routesWithInput } from './ask.ts'
import { fillWorkspace } from './fill.ts'
import { fillEvents, receiveEvent } from './fillEvents.ts'
import { idPlaces, sample } from './sample.ts'

// Somebody who may do all that can be done within a reach, and reaches no customer, or one; another customer, of whom
// every table has a row with the mark, is out of their reach.
const server = await testServer()
const { address, database, workspace } = server
const owner = new pg.Client(database.server.login('owner'))
await owner.connect()
afterAll(() => owner.end())
const [shared, beyond, unknown, mine] = ['a', 'b', 'c', 'd'].map(
  (end) => `0000000${end}-0000-7000-8000-00000000000${end}`,
) as [string, string, string, string]
const mark = 'beyondreach'
await fillWorkspace(owner, workspace.id, beyond, mark, { tables: sharedTables, id: shared, mark: 'everybodys' })
await fillEvents(server.app.events, workspace.id, beyond, mark)
await receiveEvent(database, workspace.id, beyond, mark)
await owner.query(`insert into accounts (workspace_id, id, name) values ('${workspace.id}', '${mine}', 'mine')`)

const scopes = ['book', 'partner'] as const satisfies RowScope[]
for (const scope of scopes)
  await owner.query(
    `insert into roles (workspace_id, key, label_ja, label_en, permissions, row_scope)
      values ($1, $2, $2, $2, $3, $4)`,
    [workspace.id, `all within ${scope}`, permissions, scope],
  )
const within = new Set<string>(allowed({ permissions, rowScope: 'book' }))
const visitors = await Promise.all(
  scopes.map(async (scope) => [scope, await server.signIn(`all within ${scope}`)] as const),
)
const [, partner] = visitors[1]!
await owner.query(`insert into account_assignments (workspace_id, id, account_id, person_id, role, from_day)
  values ('${workspace.id}', '${mine}', '${mine}', '${partner.personId}', 'partner', '2026-01-01')`)

const routes = routesWithInput(router).filter(({ mayCall }) => mayCall === 'signedIn' || within.has(mayCall))
// What ends the caller's own session proves nothing of customers, and would end the walk.
const walked = routes.filter(({ name }) => !['DELETE /me/sessions', 'PUT /me/workspace'].includes(name))
const inputOf = (route: Route, id: string, place: readonly string[] = []) =>
  route.input ? sample(route.input, id, place) : {}
const raw = server.routes.filter(
  ({ kind, mayCall }) => kind === 'raw' && (mayCall === 'signedIn' || within.has(mayCall)),
)

test('the walk has somewhere to go', () => {
  expect(walked.length).toBeGreaterThan(150)
  expect(raw.length).toBeGreaterThan(5)
})

describe.each(visitors)('who reaches %s alone is told nothing of others', (_scope, visitor) => {
  test.each(walked.map((route) => [route.name, route] as const))('%s', async (_name, route) => {
    const places = route.input ? idPlaces(route.input) : []
    for (const place of places.length > 0 ? places : [[]]) {
      const other = await ask(address, route, inputOf(route, beyond, place), visitor.cookie)
      expect([place, other.status < 500, other.text.includes(mark)]).toEqual([place, true, false])
      if (place.length === 0) continue // it asks for nothing that could be out of reach
      const nothing = await ask(address, route, inputOf(route, unknown, place), visitor.cookie)
      expect([place, other.status, plain(other.text)]).toEqual([place, nothing.status, plain(nothing.text)])
    }
  })

  test.each(raw.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_name, route) => {
    const [nothing, other] = [await rawly(route, unknown, visitor), await rawly(route, beyond, visitor)]
    expect(other.status).toBeLessThan(500)
    expect([other.status, plain(other.text)]).toEqual([nothing.status, plain(nothing.text)])
    expect(other.text).not.toContain(mark)
  })
})

async function rawly({ method, path }: { method: string; path: string }, id: string, visitor: Visitor) {
  const answer = await visitor.fetch(path.replace(/\{\w+\}/g, id), { method })
  const streams = answer.headers.get('content-type')?.startsWith('text/event-stream')
  if (streams) await answer.body?.cancel()
  return { status: answer.status, text: streams ? '' : await answer.text() }
}

test('counts and totals do not tell that there are more customers', async () => {
  const [, visitor] = visitors[0]!
  const lists = walked.filter(({ method, path }) => method === 'GET' && !path.includes('{'))
  const answers = () =>
    Promise.all(
      lists.map(async (route) => {
        const { text } = await ask(address, route, inputOf(route, unknown), visitor.cookie)
        return [route.name, plain(text)] as const
      }),
    )
  const before = await answers()
  const more = '0000000e-0000-7000-8000-00000000000e'
  await owner.query(`insert into accounts (workspace_id, id, name) values ('${workspace.id}', '${more}', 'more')`)
  await fillEvents(server.app.events, workspace.id, more, 'more')
  expect(await answers()).toEqual(before)
})

test('what is out of reach was changed by none of it', async () => {
  const { rows } = await owner.query(`select name, version, archived_at from accounts where id = '${beyond}'`)
  expect(rows).toMatchObject([{ name: mark, archived_at: null }])
  const { rows: done } = await owner.query(
    `select action from audit_log where account_id = $1 and person_id = any($2)`,
    [beyond, visitors.map(([, visitor]) => visitor.personId)],
  )
  expect(done).toEqual([])
})

test('a customer that somebody handed over comes into reach at the next request, and goes out of it again', async () => {
  const names = async () => {
    const { text } = await ask(
      address,
      walked.find(({ name }) => name === 'GET /accounts/{id}')!,
      { id: mine },
      visitors[0]![1].cookie,
    )
    return text.includes('"mine"')
  }
  expect(await names()).toBe(false)
  await owner.query(`insert into account_assignments (workspace_id, id, account_id, person_id, role, from_day)
    values ('${workspace.id}', '${unknown}', '${mine}', '${visitors[0]![1].personId}', 'csm', '2026-01-01')`)
  expect(await names()).toBe(true)
  await owner.query(`update account_assignments set to_day = current_date where id = '${unknown}'`)
  expect(await names()).toBe(false)
})
