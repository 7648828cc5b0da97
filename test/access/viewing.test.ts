import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { router } from '#start/catalogue.ts'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { routesWithInput } from './ask.ts'

const server = await testServer()
const { database, workspace } = server
const label = (name: string) => ({ ja: name, en: name })

/** A person who reaches what is theirs, one of whose customers is. */
async function someone() {
  const admin = await server.signIn('admin')
  const { key } = await admin.api.access.roles.create({
    from: 'csm',
    label: label(`担当 ${crypto.randomUUID()}`),
    rowScope: 'book',
    fieldClasses: ['personal'],
  })
  const person = await server.signIn(key)
  const { id } = await admin.api.accounts.create({ name: '伴走の顧客' })
  await admin.api.accounts.create({ name: 'ほかの顧客' })
  await database.workspace(workspace.id, (tx) =>
    sql`insert into account_assignments (workspace_id, id, account_id, person_id, role, from_day)
      values (${workspace.id}, gen_random_uuid(), ${id}, ${person.personId}, 'csm', '2026-01-01')`.execute(tx),
  )
  const look = () => admin.api.access.viewing.begin({ as: { kind: 'person', id: person.personId } })
  return { admin, person, key, id, look }
}

const recorded = async (action: string, subjectId: string) =>
  (
    await database.workspace(workspace.id, (tx) =>
      sql<{ person_id: string; after: Record<string, unknown> }>`
        select person_id, after from audit_log where action = ${action} and subject_id = ${subjectId}`.execute(tx),
    )
  ).rows

const code = async (answer: Response) => ((await answer.json()) as { code?: string }).code

test('whoever looks as a person is answered what the person is', async () => {
  const { admin, person, id, look } = await someone()
  // What comes between two answers would make them differ: customers are computed, the day's turn is over, and their past is kept.
  const waiting = () =>
    database.ask(sql`
      select 1 from dirty_accounts where workspace_id = ${workspace.id}
      union all select 1 from journal where workspace_id = ${workspace.id} and projected_to is null
      union all select 1 where not exists (
        select from day_turns where workspace_id = ${workspace.id} and turned_to > '0001-01-01' and turning_to is null
      )
    `)
  await expect.poll(waiting, { timeout: 45_000 }).toEqual([])
  await look()
  const asked = ['accounts', 'accounts/total', `accounts/${id}`, 'people', 'roles', 'teams', 'facts', 'views', 'audit']
    .concat(['today?of=mine', `accounts/${id}/ctas`, `accounts/${id}/timeline?limit=5`, `accounts/${id}/health`])
    .concat([`accounts/${id}/contacts`, `accounts/${id}/contracts`, 'renewals', 'imports', 'search?words=顧客'])
  for (const path of asked) {
    const told = await Promise.all(
      [person, admin].map(async (each) => {
        const answer = await each.fetch(`/api/v1/${path}`)
        const text = (await answer.text()).replace(/"(instance|lastSeenAt|asOf)":"[^"]*"/g, '')
        return [path, answer.status, answer.headers.get('banso-withheld'), text]
      }),
    )
    expect(told[1]).toEqual(told[0])
  }
  const { rows } = await admin.api.accounts.list({})
  expect(rows.map((each) => each.id)).toEqual([id])
  expect(await admin.api.access.me.read()).toMatchObject({ personId: person.personId, viewing: { as: 'person' } })
})

test('nothing is changed meanwhile, on none of the routes there are', async ({ task }) => {
  const { admin, look } = await someone()
  await look()
  const open = routesWithInput(router).filter(({ viewing }) => viewing)
  const ends = open.map(({ method, path }) => `${method} /api/v1${path}`)
  const changing = server.routes.filter(
    ({ method, path, mayCall, kind }) =>
      method !== 'GET' && !ends.includes(`${method} ${path}`) && (kind === 'contract' || mayCall !== 'anybody'),
  )
  expect(changing.length).toBeGreaterThan(200)
  task.meta.cases = changing.length
  for (const { method, path } of changing) {
    const at = path.replace(/\{\+?\w+\}/g, '0000000f-0000-7000-8000-00000000000f')
    const answer = await admin.fetch(at, { method })
    expect([method, path, answer.status, await code(answer)]).toEqual([method, path, 403, 'VIEWING'])
  }
}, 120_000)

test('what is asked by sending a body is answered, as the person would be', async () => {
  const { admin, person, look } = await someone()
  await look()
  const condition = 'account.name == "伴走の顧客"'
  const ask = async (each: typeof admin, path: string, more: object = {}) => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ condition, ...more })
    const answer = await each.fetch(`/api/v1/conditions/${path}`, { method: 'POST', headers, body })
    return [answer.status, await answer.json()] as const
  }
  const matching = [200, { matches: 1, of: 1 }]
  await expect.poll(() => ask(person, 'count'), { timeout: 45_000 }).toMatchObject(matching)
  expect(await ask(admin, 'count')).toMatchObject(matching)
  for (const [path, more] of [['check'], ['complete', { offset: 9 }]] as const)
    expect(await ask(admin, path, more)).toEqual(await ask(person, path, more))
})

test('what is taken out of the product, and what belongs to a person alone, is closed meanwhile', async () => {
  const { admin, look } = await someone()
  await look()
  const own = routesWithInput(router).filter(({ method, person, path }) => method === 'GET' && person && path !== '/me')
  const taken = server.routes.filter(({ method, mayCall }) => method === 'GET' && mayCall === 'accounts.export')
  const closed = [...own.map(({ path }) => `/api/v1${path}`), ...taken.map(({ path }) => path)]
  expect(closed.length).toBeGreaterThan(12)
  for (const path of closed) expect([path, await code(await admin.fetch(path))]).toEqual([path, 'VIEWING'])
})

test('beginning and ending stand in the record of changes, by whoever looked', async () => {
  const { admin, person, look } = await someone()
  await look()
  await admin.api.access.viewing.end({})
  expect((await admin.api.access.me.read()).viewing).toBeNull()
  expect(await recorded('person.view_as', person.personId)).toMatchObject([{ person_id: admin.personId }])
  const ends = await recorded('person.view_as_end', person.personId)
  expect(ends).toMatchObject([{ person_id: admin.personId, after: { ended: 'person' } }])
  await look()
  await admin.api.access.session.signOut()
  expect(await recorded('person.view_as_end', person.personId)).toHaveLength(2)
})

test('after an hour whoever looked is themselves again, which is recorded too', async () => {
  const { admin, person, look } = await someone()
  await look()
  const passed = (minutes: number) =>
    database.system((tx) =>
      sql`update auth.sessions set viewing_since = now() - ${minutes} * interval '1 minute'
        where viewing_person_id = ${person.personId}`.execute(tx),
    )
  await passed(59)
  expect((await admin.api.access.me.read()).personId).toBe(person.personId)
  await passed(60)
  expect(await admin.api.access.me.read()).toMatchObject({ personId: admin.personId, viewing: null })
  expect(await recorded('person.view_as_end', person.personId)).toMatchObject([{ after: { ended: 'time' } }])
})

test('it is never more than what whoever looks may do and see themselves', async () => {
  const { admin } = await someone()
  const keeping = await admin.api.access.roles.create({
    from: 'csm',
    label: label('人事'),
    permissions: ['people.manage', 'accounts.read'],
    fieldClasses: ['personal'],
  })
  const { api, fetch } = await server.signIn(keeping.key)
  await api.access.viewing.begin({ as: { kind: 'role', key: 'admin' } })
  expect(await api.access.me.read()).toMatchObject({
    permissions: ['people.manage', 'accounts.read'],
    fieldClasses: ['personal'],
    viewing: { as: 'role', label: { en: 'Administrator' } },
  })
  expect((await fetch('/api/v1/audit')).status).toBe(403)
})

test('nobody looks as somebody of another workspace, as themselves, or without managing people', async () => {
  const { admin, person, key } = await someone()
  const stranger = await server.signIn('admin', await testWorkspace(database))
  const as = (personId: string) => ({ as: { kind: 'person' as const, id: personId } })
  const { begin } = admin.api.access.viewing
  await expect(begin(as(stranger.personId))).rejects.toMatchObject({ status: 404 })
  await expect(begin(as(admin.personId))).rejects.toMatchObject({ status: 422 })
  await expect(person.api.access.viewing.begin(as(admin.personId))).rejects.toMatchObject({ status: 403 })
  await begin({ as: { kind: 'role', key } })
  expect((await admin.api.accounts.list({})).rows).toEqual([])
})
