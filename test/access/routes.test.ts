import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { builtInRoles } from '#capabilities/access/core/roles.ts'
import { router } from '#start/catalogue.ts'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { ask, plain, type Route, routesWithInput } from './ask.ts'
import { fillWorkspace } from './fill.ts'
import { fillEvents, receiveEvent } from './fillEvents.ts'
import { guestOf } from './guest.ts'
import { idPlaces, sample } from './sample.ts'

const server = await testServer()
const { address, database } = server
const a = server.workspace
const b = await testWorkspace(database)
const [idOfA, idOfB, unknown] = ['a', 'b', 'c'].map((end) => `0000000${end}-0000-7000-8000-00000000000${end}`) as [
  string,
  string,
  string,
]
const owner = new pg.Client(database.server.login('owner'))
await owner.connect()
await fillWorkspace(owner, a.id, idOfA, 'marka')
await fillWorkspace(owner, b.id, idOfB, 'markb')
await fillEvents(server.app.events, a.id, idOfA, 'marka')
await fillEvents(server.app.events, b.id, idOfB, 'markb')
await receiveEvent(database, b.id, idOfB, 'markb')
afterAll(() => owner.end())

const routes = routesWithInput(router)
const named = (list: readonly Route[]) => list.map((route) => [route.name, route] as const)
const guarded = routes.filter((route) => route.mayCall !== 'anybody')
const withIds = guarded.flatMap((route) =>
  (route.input ? idPlaces(route.input) : []).map(
    (place) => [`${route.name} ${place.join('.')}`, route, place] as const,
  ),
)
const raw = server.routes.filter((route) => route.kind === 'raw')
const inputOf = (route: Route, id: string, place: readonly string[] = []) =>
  route.input ? sample(route.input, id, place) : {}

test('the walk has somewhere to go', () => {
  expect(guarded.length).toBeGreaterThan(20)
  expect(withIds.length).toBeGreaterThan(10)
  expect(raw.length).toBeGreaterThan(0)
})

test('what anybody may call is what signing in or coming in by a link takes, and nothing else', () => {
  const open = routes.filter((route) => route.mayCall === 'anybody').map((route) => route.name)
  expect(open.sort()).toEqual([
    'DELETE /session',
    'GET /public-plans/{token}/{key}',
    'GET /public-plans/{token}/{key}/content/{item}',
    'GET /setup',
    'POST /invitations/accept',
    'POST /invitations/read',
    'POST /portal/code',
    'POST /portal/enter',
    'POST /portal/open',
    'POST /session',
    'POST /session/passkey',
    'POST /session/passkey/options',
    'POST /session/provider',
    'POST /session/second',
    'POST /session/ways',
    'POST /setup',
  ])
})

describe('nobody comes in without a session', () => {
  test.each(named(guarded))('%s', async (_name, route) => {
    const answer = await ask(address, route, inputOf(route, idOfA))
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain('mark')
  })
})

describe('a role without the permission is refused', async () => {
  const visitors = await Promise.all(builtInRoles.map(async (role) => [role, await server.signIn(role.key)] as const))
  test.each(named(guarded))('%s', async (_name, route) => {
    for (const [role, visitor] of visitors) {
      const may = route.mayCall === 'signedIn' || role.permissions.includes(route.mayCall as never)
      if (may) continue
      const { status, text } = await ask(address, route, inputOf(route, idOfA), visitor.cookie)
      expect([role.key, status]).toEqual([role.key, 403])
      expect(JSON.parse(text)).toMatchObject({ code: 'FORBIDDEN', data: { needs: route.mayCall } })
    }
  })
})

describe('the ids of another workspace are answered exactly like unknown ones', () => {
  const admin = server.signIn('admin')
  test.each(withIds)('%s', async (_name, route, place) => {
    const { cookie } = await admin
    const [nothing, foreign] = [
      await ask(address, route, inputOf(route, unknown, place), cookie),
      await ask(address, route, inputOf(route, idOfB, place), cookie),
    ]
    // A request that is not even read would prove nothing.
    expect([nothing.status, nothing.text]).not.toEqual([400, expect.anything()])
    expect(nothing.status).toBeLessThan(500)
    expect([foreign.status, plain(foreign.text)]).toEqual([nothing.status, plain(nothing.text)])
    expect(foreign.text).not.toContain('markb')
  })
})

describe('the same ids open what they name at home, so that the walk above proves something', () => {
  const reading = guarded.filter(
    (route) => route.method === 'GET' && route.path.includes('{') && route.mayCall !== 'guest',
  )
  let visitor: Visitor | undefined
  test.each(named(reading))('%s', async (_name, route) => {
    visitor ??= await server.signIn('admin', b)
    const { status } = await ask(address, route, inputOf(route, idOfB), visitor.cookie)
    // 422: it is there, but made up (an import without a file).
    expect([200, 422]).toContain(status)
  })
})

describe('a guest reaches what is for guests and nothing else', () => {
  const of = (workspaceId: typeof a.id, id: string) =>
    guestOf(database, { workspaceId, accountId: id, contactId: id, planId: id, role: 'decision_maker' })
  const ofA = of(a.id, idOfA)
  const forGuests = routes.filter((route) => route.mayCall === 'guest')
  const closed = guarded.filter((route) => route.mayCall !== 'guest')

  test.each(named(closed))('not %s', async (_name, route) => {
    const { cookie, link } = await ofA
    for (const carried of [link, '']) {
      const { status, text } = await ask(address, route, inputOf(route, idOfA), cookie, carried)
      expect([status, text.includes('mark')]).toEqual([401, false])
    }
  })

  test.each(named(forGuests))('%s is for whoever came in by that very link', async (_name, route) => {
    const { cookie, link } = await of(a.id, idOfA)
    const { link: other } = await of(b.id, idOfB)
    const { cookie: session } = await server.signIn('admin')
    for (const [carried, linked] of [
      ['', link],
      [cookie, unknown],
      [cookie, other],
      [session, link],
    ] as const)
      expect((await ask(address, route, inputOf(route, idOfA), carried, linked)).status).toBe(401)
    const ofB = await ask(address, route, inputOf(route, idOfB), cookie, link)
    const again = await of(a.id, idOfA) // whoever left must come in once more
    const nothing = await ask(address, route, inputOf(route, unknown), again.cookie, again.link)
    expect([ofB.status, plain(ofB.text)]).toEqual([nothing.status, plain(nothing.text)])
    expect([ofB.status < 500, ofB.text.includes('markb')]).toEqual([true, false])
  })
})

test('no list of one workspace shows anything of another', async () => {
  const { cookie } = await server.signIn('admin')
  const lists = guarded.filter((route) => route.method === 'GET' && !route.path.includes('{'))
  for (const route of lists) {
    const { status, text } = await ask(address, route, inputOf(route, idOfA), cookie)
    expect([route.name, status < 500]).toEqual([route.name, true])
    expect([route.name, text.includes('markb') || text.includes(idOfB) || text.includes(b.id)]).toEqual([
      route.name,
      false,
    ])
  }
})

describe('routes that speak to the web server directly keep the same rules', () => {
  const closed = raw.filter((route) => route.mayCall !== 'anybody')
  const at = (path: string, id: string) => path.replace(/\{\w+\}/g, id)
  test.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_name, route) => {
    const call = async (id: string, cookie = '') => {
      const answer = await fetch(address + at(route.path, id), { method: route.method, headers: { cookie } })
      const text = answer.headers.get('content-type')?.startsWith('text/event-stream') ? '' : await answer.text()
      if (text === '') await answer.body?.cancel()
      return { status: answer.status, text }
    }
    expect((await call(idOfA)).status).toBe(401)
    for (const role of builtInRoles) {
      const may = route.mayCall === 'signedIn' || role.permissions.includes(route.mayCall as never)
      if (!may) expect((await call(idOfA, (await server.signIn(role.key)).cookie)).status).toBe(403)
    }
    const { cookie } = await server.signIn('admin')
    const [nothing, foreign] = [await call(unknown, cookie), await call(idOfB, cookie)]
    expect(nothing.status).toBeLessThan(500)
    // Where nothing is named, the same was asked twice: the record of changes tells of the first time.
    if (route.path.includes('{'))
      expect([foreign.status, plain(foreign.text)]).toEqual([nothing.status, plain(nothing.text)])
    expect(foreign.text).not.toContain('markb')
  })
})
