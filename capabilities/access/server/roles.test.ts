import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { permissions } from '#kernel/exchange.ts'
import { testServer } from '#test/servers/server.ts'

const server = await testServer()
const { database, workspace } = server
const admin = await server.signIn('admin')
const { roles, people, invitations } = admin.api.access
const breaks = (field: string, rule: string) => ({ data: { issues: [{ field, rule }] } })
const label = (name: string) => ({ ja: name, en: name })

test('a role made from another one holds at the next request of whoever has it, and so does each change', async () => {
  const made = await roles.create({ from: 'viewer', label: label('閲覧と記録') })
  expect(made).toMatchObject({ builtIn: false, rowScope: 'all', holders: 0 })
  const someone = await server.signIn(made.key)
  await expect(someone.api.access.audit.list({ limit: 1 })).rejects.toMatchObject({ status: 403 })
  await roles.update({ key: made.key, permissions: [...made.permissions, 'audit.read'] })
  expect(await someone.api.access.audit.list({ limit: 1 })).toMatchObject({ entries: [{}] })
  await roles.update({ key: made.key, permissions: ['accounts.read'], rowScope: 'book' })
  await expect(someone.api.access.audit.list({ limit: 1 })).rejects.toMatchObject({ status: 403 })
  expect(await someone.api.access.me.read()).toMatchObject({ rowScope: 'book', permissions: ['accounts.read'] })
})

test('a role of a narrow reach keeps nothing that changes what all customers share', async () => {
  const made = await roles.create({ from: 'admin', label: label('担当だけ'), rowScope: 'team' })
  expect(made.permissions).toContain('accounts.write')
  expect(made.permissions.filter((one) => /manage|imports|ingest|create/.test(one))).toEqual([])
})

test('a role that comes with the product, one that is held and one that is promised to somebody stay', async () => {
  await expect(roles.update({ key: 'csm', label: label('x') })).rejects.toMatchObject(breaks('key', 'role.builtIn'))
  const { key } = await roles.create({ from: 'csm', label: label('持たれている') })
  const { personId } = await server.signIn(key)
  await expect(roles.remove({ key })).rejects.toMatchObject(breaks('key', 'role.held'))
  await people.update({ id: personId, role: 'viewer' })
  const { invitation } = await invitations.create({ email: 'promised@example.co.jp', role: key })
  await expect(roles.remove({ key })).rejects.toMatchObject(breaks('key', 'role.held'))
  await invitations.revoke({ id: invitation.id })
  await roles.remove({ key })
  await expect(roles.update({ key, label: label('x') })).rejects.toMatchObject({ status: 404 })
})

test('nobody makes, gives or takes away a role that may more than they may', async () => {
  const keeping = await roles.create({
    from: 'csm',
    label: label('人事'),
    permissions: ['people.manage', 'accounts.read'],
  })
  const { api, personId } = await server.signIn(keeping.key)
  const own = api.access
  const above = breaks('permissions', 'role.above')
  await expect(own.roles.create({ from: 'viewer', label: label('x') })).rejects.toMatchObject(above)
  await expect(own.roles.update({ key: keeping.key, permissions: [...permissions] })).rejects.toMatchObject(above)
  const refusedRole = breaks('role', 'role.above')
  await expect(own.people.update({ id: personId, role: 'admin' })).rejects.toMatchObject(refusedRole)
  await expect(own.invitations.create({ email: 'a@example.com', role: 'csm' })).rejects.toMatchObject(refusedRole)
  const person = breaks('role', 'person.above')
  await expect(own.people.update({ id: admin.personId, state: 'suspended' })).rejects.toMatchObject(person)
  await expect(own.people.passwordLink({ id: admin.personId })).rejects.toMatchObject(person)
  expect(await own.roles.create({ from: 'viewer', label: label('名簿'), permissions: ['accounts.read'] })).toBeTruthy()
})

test('nobody hands out a kind of field that they do not see', async () => {
  const { key } = await roles.create({ from: 'admin', label: label('金額なし') })
  await database.workspace(workspace.id, (tx) =>
    sql`update roles set field_classes = array['personal'] where key = ${key}`.execute(tx),
  )
  const { api } = await server.signIn(key)
  const given = api.access.roles.create({ from: 'admin', label: label('x') })
  await expect(given).rejects.toMatchObject(breaks('permissions', 'role.above'))
})

test('what was changed of a role is written down', async () => {
  const made = await roles.create({ from: 'viewer', label: label('記録される役割') })
  await roles.update({ key: made.key, rowScope: 'book' })
  const { entries } = await admin.api.access.audit.list({ subjectId: made.key })
  expect(entries.map(({ action }) => action)).toEqual(['role.update', 'role.create'])
  expect(entries[0]).toMatchObject({ before: { rowScope: 'all' }, after: { rowScope: 'book' } })
})
