import { expect, test } from 'vitest'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const server = await testServer()
const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

type User = { id: string; userName: string; displayName: string; active: boolean; emails: Array<{ value: string }> }
type Body = User & { totalResults: number; Resources: User[]; scimType?: string; status: string; schemas: string[] }

/** A company whose provider has a token, and what asks with it. */
async function company(joinRole = 'csm') {
  const workspace = await testWorkspace(server.database)
  const admin = await server.signIn('admin', workspace)
  const { token, made } = await admin.api.access.provisioning.create({ name: 'Entra ID', joinRole })
  const ask = async (method: string, path: string, body?: unknown, shown = token) => {
    const headers = { authorization: `Bearer ${shown}`, 'content-type': 'application/scim+json' }
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const answer = await fetch(`${server.address}/scim/v2${path}`, init)
    const text = await answer.text()
    return { status: answer.status, type: answer.headers.get('content-type'), body: JSON.parse(text || '{}') as Body }
  }
  const patch = (id: string, ...Operations: object[]) =>
    ask('PATCH', `/Users/${id}`, { schemas: [patchSchema], Operations })
  const find = (filter: string) => ask('GET', `/Users?filter=${encodeURIComponent(filter)}`)
  const person = async (id: string) => (await admin.api.access.people.list()).people.find((each) => each.id === id)
  return { workspace, admin, token, made, ask, patch, find, person }
}

/** What Entra sends of somebody new. */
const byEntra = (name: string, more: object = {}) => ({
  schemas: [userSchema, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
  externalId: `entra-${name}`,
  userName: `${name}@example.co.jp`,
  active: true,
  displayName: '山田 花子',
  emails: [{ primary: true, type: 'work', value: `${name}@example.co.jp` }],
  meta: { resourceType: 'User' },
  name: { formatted: '花子 山田', familyName: '山田', givenName: '花子' },
  title: '部長',
  ...more,
})

test('Entra looks whether somebody is there, brings them in, and finds them by either name', async () => {
  const { ask, find, person, admin } = await company()
  expect((await find('userName eq "hanako@example.co.jp"')).body).toMatchObject({ totalResults: 0, Resources: [] })
  const made = await ask('POST', '/Users', byEntra('hanako'))
  expect([made.status, made.type]).toEqual([201, 'application/scim+json; charset=utf-8'])
  const { id } = made.body
  expect(await person(id)).toMatchObject({ name: '山田 花子', email: 'hanako@example.co.jp', role: 'csm' })
  expect((await find('userName eq "HANAKO@example.co.jp"')).body.Resources[0]?.id).toBe(id)
  expect((await find('externalId eq "entra-hanako"')).body.Resources[0]?.id).toBe(id)
  expect((await find('externalId eq "ENTRA-hanako"')).body.totalResults).toBe(0)
  const { entries } = await admin.api.access.audit.list({ subjectId: id })
  expect(entries.map(({ action, origin }) => [action, origin])).toEqual([['person.join', 'scim:Entra ID']])
})

test('the name that somebody is shown by follows the parts that are told', async () => {
  const { ask, patch, person } = await company()
  const { body } = await ask(
    'POST',
    '/Users',
    byEntra('taro', { displayName: undefined, name: { familyName: '山田', givenName: '太郎' } }),
  )
  expect((await person(body.id))?.name).toBe('山田 太郎')
  await patch(body.id, { op: 'Replace', path: 'name.familyName', value: '佐藤' })
  expect((await person(body.id))?.name).toBe('佐藤 太郎')
})

test('Entra changes somebody in its own way: Replace, "False" as a text, a path with a filter, or no path', async () => {
  const { ask, patch, person, admin } = await company()
  const { id } = (await ask('POST', '/Users', byEntra('hanako'))).body
  const renamed = await patch(
    id,
    { op: 'Replace', path: 'emails[type eq "work"].value', value: 'Sato@example.co.jp' },
    { op: 'Add', path: 'displayName', value: '佐藤 花子' },
    { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: '営業' },
  )
  expect(renamed.body).toMatchObject({ displayName: '佐藤 花子', emails: [{ value: 'sato@example.co.jp' }] })
  await patch(id, { op: 'replace', value: { 'name.givenName': 'はな', active: 'False' } })
  expect(await person(id)).toMatchObject({ name: '佐藤 花子', email: 'sato@example.co.jp', state: 'suspended' })
  await patch(id, { op: 'Replace', path: 'active', value: 'True' })
  expect((await person(id))?.state).toBe('active')
  const { entries } = await admin.api.access.audit.list({ subjectId: id })
  expect(entries.filter(({ action }) => action === 'person.update')).toHaveLength(3)
})

test('whoever the provider deactivates is out at their next request', async () => {
  const { workspace, patch, find } = await company()
  const csm = await server.signIn('csm', workspace)
  expect((await csm.fetch('/api/v1/me')).status).toBe(200)
  const { email } = await csm.api.access.me.read()
  const { id } = (await find(`userName eq "${email}"`)).body.Resources[0]!
  expect((await patch(id, { op: 'Replace', path: 'active', value: 'False' })).body.active).toBe(false)
  expect((await csm.fetch('/api/v1/me')).status).toBe(401)
})

test('Okta replaces the whole of somebody, and pages through all', async () => {
  const { ask, person } = await company()
  const { id } = (await ask('POST', '/Users', byEntra('jiro'))).body
  const name = { givenName: 'Jiro', familyName: 'Mori' }
  const emails = [{ primary: true, value: 'jiro@example.co.jp', type: 'work' }]
  const told = { schemas: [userSchema], id, userName: 'jiro@example.co.jp', name, emails, active: false, groups: [] }
  expect((await ask('PUT', `/Users/${id}`, told)).body).toMatchObject({ displayName: 'Jiro Mori', active: false, name })
  expect((await person(id))?.state).toBe('suspended')
  await ask('POST', '/Users', byEntra('saburo'))
  const pages = await Promise.all([1, 2, 3, 4].map((at) => ask('GET', `/Users?startIndex=${at}&count=1`)))
  const ids = pages.flatMap(({ body }) => body.Resources.map((user) => user.id))
  expect([new Set(ids).size, ids.length, pages[0]!.body.totalResults]).toEqual([3, 3, 3])
  expect((await ask('GET', '/Users?count=0')).body).toMatchObject({ totalResults: 3, itemsPerPage: 0, Resources: [] })
})

test('whoever is removed is suspended and not there for the provider, until it brings them back as who they were', async () => {
  const { ask, find, person } = await company()
  const { id } = (await ask('POST', '/Users', byEntra('hanako'))).body
  expect((await ask('DELETE', `/Users/${id}`)).status).toBe(204)
  expect((await person(id))?.state).toBe('suspended')
  expect([(await ask('GET', `/Users/${id}`)).status, (await ask('DELETE', `/Users/${id}`)).status]).toEqual([404, 404])
  expect((await find('userName eq "hanako@example.co.jp"')).body.totalResults).toBe(0)
  const again = await ask('POST', '/Users', byEntra('hanako'))
  expect([again.status, again.body.id, (await person(id))?.state]).toEqual([201, id, 'active'])
})

test('of the same person brought in many times at once there is one', async () => {
  const { ask } = await company()
  const all = await Promise.all(Array.from({ length: 6 }, () => ask('POST', '/Users', byEntra('hanako'))))
  expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409])
  expect(all.find(({ status }) => status === 409)?.body).toMatchObject({ status: '409', scimType: 'uniqueness' })
})

test('the last administrator stays, and nobody gets the address of somebody who may do more', async () => {
  const { patch, admin, person } = await company('csm')
  const last = await patch(admin.personId, { op: 'replace', value: { active: false } })
  const taken = await patch(admin.personId, {
    op: 'replace',
    path: 'emails[type eq "work"].value',
    value: 'me@x.example',
  })
  expect([last.status, taken.status]).toEqual([409, 403])
  expect(await person(admin.personId)).toMatchObject({ state: 'active', email: expect.stringContaining('admin') })
})

test('an address of a domain that the workspace does not allow is refused', async () => {
  const { ask, admin } = await company()
  await admin.api.access.policy.update({ mailDomains: ['example.co.jp'] })
  const refused = await ask(
    'POST',
    '/Users',
    byEntra('x', { userName: 'x', emails: [{ value: 'x@elsewhere.example' }] }),
  )
  expect([refused.status, refused.body.scimType]).toEqual([400, 'invalidValue'])
})

test.each([
  ['a filter nobody knows', 'GET', '/Users?filter=title%20co%20%22x%22', undefined, [400, 'invalidFilter']],
  ['somebody without a name', 'POST', '/Users', { emails: [{ value: 'a@example.co.jp' }] }, [400, 'invalidValue']],
  ['somebody without an address', 'POST', '/Users', { userName: 'a' }, [400, 'invalidValue']],
  ['a body that is none', 'POST', '/Users', [1], [400, 'invalidSyntax']],
  ['a user that is not there', 'GET', '/Users/none', undefined, [404, undefined]],
  ['an address that is none', 'GET', '/Bulk', undefined, [404, undefined]],
])('%s is refused in the words of RFC 7644', async (_name, method, path, body, expected) => {
  const answer = await (await company()).ask(method, path, body)
  expect([answer.status, answer.body.scimType]).toEqual(expected)
  expect(answer.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
})

test('a PATCH is done as a whole or not at all', async () => {
  const { ask, patch, person } = await company()
  const { id } = (await ask('POST', '/Users', byEntra('hanako'))).body
  const refused = await patch(id, { op: 'replace', path: 'displayName', value: 'X' }, { op: 'move', path: 'active' })
  expect([refused.status, (await person(id))?.name]).toEqual([400, '山田 花子'])
  expect((await patch(id, { op: 'remove' })).body.scimType).toBe('noTarget')
})

test('it tells what it can do: users, groups, and patches, and no more', async () => {
  const { ask } = await company()
  expect((await ask('GET', '/ServiceProviderConfig')).body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
  })
  expect((await ask('GET', '/ResourceTypes')).body).toMatchObject({
    totalResults: 2,
    Resources: [{ id: 'User' }, { id: 'Group' }],
  })
  expect((await ask('GET', `/Schemas/${userSchema}`)).body).toMatchObject({ id: userSchema, name: 'User' })
  const groups = 'urn:ietf:params:scim:schemas:core:2.0:Group'
  expect((await ask('GET', `/Schemas/${groups}`)).body).toMatchObject({ id: groups, name: 'Group' })
})

test('every route asks for a token: none, a made-up one, a session, a key and a revoked one open nothing', async () => {
  const { ask, admin, token, made } = await company()
  const { key } = await admin.api.keys.create({ name: 'x', permissions: ['people.manage'] })
  await admin.api.access.provisioning.revoke({ id: made.id })
  const scim = server.routes.filter(({ path }) => path.startsWith('/scim/'))
  expect(scim.length).toBeGreaterThan(5)
  for (const { method, path } of scim) {
    const at = path.slice('/scim/v2'.length).replace('{id}', admin.personId).replace('*', 'Schemas')
    for (const shown of ['', 'banso-scim-made-up', key, token])
      expect([path, (await ask(method, at, undefined, shown)).status]).toEqual([path, 401])
    expect((await admin.fetch(`/scim/v2${at}`, { method })).status).toBe(401)
  }
})

test('the token of one company finds nobody of another, and answers as for nobody', async () => {
  const [a, b] = [await company(), await company()]
  const { id } = (await b.ask('POST', '/Users', byEntra('hanako'))).body
  const nobody = id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  const plain = (body: object, of: string) => JSON.stringify(body).replaceAll(of, '')
  for (const [method, body] of [
    ['GET'],
    ['DELETE'],
    ['PUT', byEntra('x')],
    ['PATCH', { Operations: [{ op: 'replace', value: { active: false } }] }],
  ] as const) {
    const [foreign, none] = [await a.ask(method, `/Users/${id}`, body), await a.ask(method, `/Users/${nobody}`, body)]
    expect([foreign.status, plain(foreign.body, id)]).toEqual([404, plain(none.body, nobody)])
  }
  expect((await a.find('externalId eq "entra-hanako"')).body.totalResults).toBe(0)
  expect((await b.person(id))?.state).toBe('active')
  expect((await a.ask('POST', '/Users', byEntra('hanako'))).status).toBe(201)
})

test('a token is made by who manages the workspace, shown once, and held back where its role is above theirs', async () => {
  const { admin, workspace, token } = await company()
  const { tokens, address } = await admin.api.access.provisioning.list()
  expect(tokens).toMatchObject([{ name: 'Entra ID', joinRole: 'csm' }])
  expect([JSON.stringify(tokens).includes(token), address]).toEqual([false, `${server.address}/scim/v2`])
  const csm = await server.signIn('csm', workspace)
  await expect(csm.api.access.provisioning.list()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const unknown = admin.api.access.provisioning.create({ name: 'x', joinRole: 'nothing' })
  await expect(unknown).rejects.toMatchObject({ data: { issues: [{ field: 'joinRole', rule: 'role.unknown' }] } })
})
