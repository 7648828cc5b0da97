import { expect, test } from 'vitest'
import { testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const server = await testServer()
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

type Member = { value: string; display: string }
type Resource = { id: string; displayName: string; members?: Member[]; groups: Member[]; externalId?: string }
type Body = Resource & { totalResults: number; Resources: Resource[]; scimType?: string; detail: string }

/** A company whose provider has a token, with what asks by it, and three people that it brought in. */
async function company() {
  const workspace = await testWorkspace(server.database)
  const admin = await server.signIn('admin', workspace)
  const { token } = await admin.api.access.provisioning.create({ name: 'Entra ID', joinRole: 'viewer' })
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const answer = await fetch(`${server.address}/scim/v2${path}`, init)
    return { status: answer.status, body: JSON.parse((await answer.text()) || '{}') as Body }
  }
  const patch = (id: string, ...Operations: object[]) =>
    ask('PATCH', `/Groups/${id}`, { schemas: [patchSchema], Operations })
  const user = async (name: string) =>
    (await ask('POST', '/Users', { userName: `${name}@example.co.jp`, displayName: name })).body.id
  const people = [await user('ichiro'), await user('jiro'), await user('saburo')] as const
  const group = async (displayName: string, members: readonly string[] = []) =>
    (await ask('POST', '/Groups', byEntra(displayName, members))).body
  const roleOf = async (id: string) => (await admin.api.access.people.list()).people.find((one) => one.id === id)?.role
  const map = (id: string, role: string | null, teamId: string | null = null) =>
    admin.api.access.provisioning.mapGroup({ id, role, teamId })
  return { workspace, admin, ask, patch, people, group, roleOf, map }
}

/** What Entra sends of a new group. */
const byEntra = (displayName: string, members: readonly string[] = []) => ({
  schemas: [groupSchema, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
  externalId: `entra-${displayName}`,
  displayName,
  members: members.map((value) => ({ value })),
  meta: { resourceType: 'Group' },
})
const ids = ({ body }: { body: Body }) => body.members?.map(({ value }) => value).toSorted()
const breaks = (rule: string) => ({ data: { issues: [expect.objectContaining({ rule })] } })

/** Somebody signed in at the workspace, as the provider knows them. */
async function visitor(
  { workspace, ask }: Awaited<ReturnType<typeof company>>,
  role: string,
): Promise<[Visitor, string]> {
  const visit = await server.signIn(role, workspace)
  const { email } = await visit.api.access.me.read()
  const found = await ask('GET', `/Users?filter=${encodeURIComponent(`userName eq "${email}"`)}`)
  return [visit, found.body.Resources[0]!.id]
}

test('Entra looks for a group, makes it, and finds it by its names without its members', async () => {
  const { ask, people } = await company()
  const find = (filter: string) => ask('GET', `/Groups?excludedAttributes=members&filter=${encodeURIComponent(filter)}`)
  expect((await find('displayName eq "営業"')).body).toMatchObject({ totalResults: 0, Resources: [] })
  const made = await ask('POST', '/Groups', byEntra('営業', [people[0]]))
  expect([made.status, made.body.members]).toMatchObject([201, [{ value: people[0], display: 'ichiro' }]])
  const { id } = made.body
  for (const filter of [
    'displayName eq "営業"',
    'externalId eq "entra-営業"',
    `id eq "${id}" and members eq "${people[0]}"`,
  ])
    expect((await find(filter)).body.Resources).toEqual([expect.not.objectContaining({ members: expect.anything() })])
  expect((await find(`id eq "${id}" and members.value eq "${people[1]}"`)).body.totalResults).toBe(0)
  expect((await ask('GET', `/Groups/${id}?excludedAttributes=members`)).body.members).toBeUndefined()
  expect((await ask('GET', `/Users/${people[0]}`)).body.groups).toMatchObject([{ value: id, display: '営業' }])
  expect((await ask('POST', '/Groups', byEntra('営業'))).body.scimType).toBe('uniqueness')
})

test('Entra adds and removes members in its own ways, and renames', async () => {
  const { ask, patch, group, people } = await company()
  const [a, b, c] = people
  const { id } = await group('営業', [a])
  const read = () => ask('GET', `/Groups/${id}`)
  const added = await patch(id, { op: 'Add', path: 'members', value: [{ $ref: null, value: b }, { value: c }] })
  expect([added.status, ids(await read())]).toEqual([204, [...people].toSorted()])
  await patch(id, { op: 'Remove', path: `members[value eq "${a}"]` })
  await patch(id, { op: 'Remove', path: 'members', value: [{ $ref: null, value: b }] })
  expect(ids(await read())).toEqual([c])
  await patch(
    id,
    { op: 'Replace', path: 'displayName', value: '営業部' },
    { op: 'Replace', path: 'members', value: [{ value: a }] },
  )
  expect([(await read()).body.displayName, ids(await read())]).toEqual(['営業部', [a]])
  await patch(id, { op: 'Remove', path: 'members' })
  expect(ids(await read())).toEqual([])
})

test('Okta replaces a group as a whole, renames it with its id in the value, pages and deletes', async () => {
  const { ask, patch, group, people } = await company()
  const { id } = await group('CS', [people[0]])
  const told = { schemas: [groupSchema], id, displayName: 'CS', members: [{ value: people[1], display: 'jiro' }] }
  expect(ids(await ask('PUT', `/Groups/${id}`, told))).toEqual([people[1]])
  await patch(id, { op: 'replace', value: { id, displayName: 'CS Japan' } })
  expect((await ask('GET', `/Groups/${id}`)).body.displayName).toBe('CS Japan')
  await group('Sales')
  const pages = await Promise.all([1, 2].map((at) => ask('GET', `/Groups?startIndex=${at}&count=1`)))
  expect(pages.map(({ body }) => [body.totalResults, body.Resources[0]!.displayName])).toEqual([
    [2, 'CS Japan'],
    [2, 'Sales'],
  ])
  expect((await ask('DELETE', `/Groups/${id}`)).status).toBe(204)
  expect((await ask('GET', `/Groups/${id}`)).status).toBe(404)
})

test('people of a group have its role at their next request, and the role of the token once they leave', async () => {
  const at = await company()
  const [visit, id] = await visitor(at, 'csm')
  const { id: group } = await at.group('管理部', [id])
  expect((await visit.api.access.me.read()).role).toBe('csm')
  expect(await at.map(group, 'cs_ops')).toMatchObject({ name: '管理部', people: 1, role: 'cs_ops' })
  expect((await visit.api.access.me.read()).role).toBe('cs_ops')
  await at.patch(group, { op: 'Remove', path: `members[value eq "${id}"]` })
  expect((await visit.api.access.me.read()).role).toBe('viewer')
  const { entries } = await at.admin.api.access.audit.list({ subjectId: id, action: 'person.update' })
  expect(entries.map(({ origin, after }) => [origin, after])).toEqual([
    ['scim:Entra ID', { role: 'viewer' }],
    ['app', { role: 'cs_ops' }],
  ])
})

test('whoever is in several groups has the strongest of their roles, in whatever order they came', async () => {
  const { map, group, patch, people, roleOf, ask } = await company()
  const [weak, strong] = [await group('見る人'), await group('まとめる人')]
  await map(weak.id, 'viewer')
  await map(strong.id, 'leader')
  const join = (id: string, who: string) => patch(id, { op: 'Add', path: 'members', value: [{ value: who }] })
  await join(weak.id, people[0])
  await join(strong.id, people[0])
  await join(strong.id, people[1])
  await join(weak.id, people[1])
  expect([await roleOf(people[0]), await roleOf(people[1])]).toEqual(['leader', 'leader'])
  await ask('DELETE', `/Groups/${strong.id}`)
  expect([await roleOf(people[0]), await roleOf(people[1])]).toEqual(['viewer', 'viewer'])
})

test('the last administrator stays one, whatever becomes of groups', async () => {
  const { admin, group, map, patch, people, roleOf, ask } = await company()
  const [admins, viewers] = [await group('管理者'), await group('見る人', [admin.personId])]
  await expect(map(viewers.id, 'viewer')).rejects.toMatchObject(breaks('person.lastAdmin'))
  await patch(admins.id, { op: 'Add', path: 'members', value: [{ value: admin.personId }] })
  await map(admins.id, 'admin')
  const leave = () => patch(admins.id, { op: 'Remove', path: 'members' })
  for (const refused of [await leave(), await ask('DELETE', `/Groups/${admins.id}`)])
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('administrator')])
  expect([await roleOf(admin.personId), ids(await ask('GET', `/Groups/${admins.id}`))]).toEqual([
    'admin',
    [admin.personId],
  ])
  await patch(admins.id, { op: 'Add', path: 'members', value: [{ value: people[0] }] })
  await patch(admins.id, { op: 'Remove', path: `members[value eq "${admin.personId}"]` })
  expect([await roleOf(admin.personId), await roleOf(people[0])]).toEqual(['viewer', 'admin'])
})

test('nobody gives by a group more than they have, nor takes from whoever has more', async () => {
  const at = await company()
  const role = await at.admin.api.access.roles.create({
    from: 'viewer',
    label: { ja: '人事', en: 'HR' },
    permissions: ['people.manage'],
  })
  const hr = await server.signIn('viewer', at.workspace)
  await at.admin.api.access.people.update({ id: hr.personId, role: role.key })
  const { id } = await at.group('全員', [at.admin.personId])
  const map = (wanted: string) => hr.api.access.provisioning.mapGroup({ id, role: wanted, teamId: null })
  await expect(map('admin')).rejects.toMatchObject(breaks('role.above'))
  await server.signIn('admin', at.workspace)
  await expect(map(role.key)).rejects.toMatchObject(breaks('person.above'))
  expect(await at.roleOf(at.admin.personId)).toBe('admin')
  const csm = await server.signIn('csm', at.workspace)
  await expect(csm.api.access.provisioning.mapGroup({ id, role: null, teamId: null })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
})

test('a group’s people are in its team; whoever was put there by hand stays when they leave the group', async () => {
  const { admin, group, map, patch, people } = await company()
  const [a, b] = people
  const team = await admin.api.access.teams.create({
    name: '東日本',
    kind: 'own',
    members: [{ personId: a, leads: true }],
  })
  const { id } = await group('東', [a, b])
  await map(id, null, team.id)
  const members = async () => (await admin.api.access.teams.list()).teams[0]!.members.map(({ personId }) => personId)
  expect(new Set(await members())).toEqual(new Set([a, b]))
  const byHand = admin.api.access.teams.update({ id: team.id, members: [{ personId: a, leads: true }] })
  await expect(byHand).rejects.toMatchObject(breaks('team.byGroup'))
  await patch(id, { op: 'Remove', path: 'members' })
  expect(await members()).toEqual([a])
  const { entries } = await admin.api.access.audit.list({ subjectId: team.id, action: 'team.update' })
  expect(entries.map(({ origin, after }) => [origin, after?.['members']])).toEqual([
    ['scim:Entra ID', []],
    ['app', ['jiro']],
  ])
})

test('a role that a group gives is not changed by hand, and stays where the group stands for none any more', async () => {
  const { admin, group, map, people, roleOf } = await company()
  const { id } = await group('CS', [people[0]])
  await map(id, 'csm')
  const byHand = () => admin.api.access.people.update({ id: people[0], role: 'viewer' })
  await expect(byHand()).rejects.toMatchObject(breaks('person.byGroup'))
  await expect(admin.api.access.people.update({ id: people[0], state: 'suspended' })).resolves.toBeDefined()
  await map(id, null)
  expect(await roleOf(people[0])).toBe('csm')
  expect((await byHand()).role).toBe('viewer')
})

test('whoever the provider removes leaves their groups and what these gave', async () => {
  const { ask, group, map, people, roleOf, admin } = await company()
  const { id } = await group('運用', [people[0]])
  await map(id, 'cs_ops')
  await ask('DELETE', `/Users/${people[0]}`)
  expect([await roleOf(people[0]), ids(await ask('GET', `/Groups/${id}`))]).toEqual(['viewer', []])
  const { groups } = await admin.api.access.provisioning.groups()
  expect(groups).toEqual([{ id, name: '運用', people: 0, role: 'cs_ops', teamId: null }])
})

test.each([
  ['a group without a name', 'POST', '', { members: [] }, 'invalidValue'],
  ['a member who is not here', 'POST', '', byEntra('x', ['0190b6d2-0000-7000-8000-000000000000']), 'invalidValue'],
  ['a member that is none', 'POST', '', { displayName: 'x', members: ['x'] }, 'invalidValue'],
  ['a filter nobody knows', 'GET', '?filter=displayName%20co%20%22x%22', undefined, 'invalidFilter'],
  ['a filter that goes on in nothing', 'GET', '?filter=displayName%20eq%20%22x%22%20and', undefined, 'invalidFilter'],
])('%s is refused, and nothing is made', async (_name, method, path, body, scimType) => {
  const { ask } = await company()
  const refused = await ask(method, `/Groups${path}`, body)
  expect([refused.status, refused.body.scimType]).toEqual([400, scimType])
  expect((await ask('GET', '/Groups')).body.totalResults).toBe(0)
})

test('a PATCH of a group is done as a whole or not at all, and one company’s token knows no group of another', async () => {
  const [ours, theirs] = [await company(), await company()]
  const { id } = await ours.group('CS', [ours.people[0]])
  const refused = await ours.patch(
    id,
    { op: 'Remove', path: 'members' },
    { op: 'Add', path: 'members', value: [{ value: theirs.people[0] }] },
  )
  expect([refused.status, ids(await ours.ask('GET', `/Groups/${id}`))]).toEqual([400, [ours.people[0]]])
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
    const body = { displayName: 'x', Operations: [{ op: 'remove', path: 'members' }] }
    expect([method, (await theirs.ask(method, `/Groups/${id}`, method === 'GET' ? undefined : body)).status]).toEqual([
      method,
      404,
    ])
  }
  expect((await theirs.ask('GET', `/Groups?filter=${encodeURIComponent(`id eq "${id}"`)}`)).body.totalResults).toBe(0)
})
