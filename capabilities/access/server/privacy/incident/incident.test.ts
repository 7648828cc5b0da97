import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { testServer } from '#test/servers/server.ts'

const server = await testServer()
const admin = await server.signIn('admin')
const customer = async (name: string) => {
  const { id } = await admin.api.accounts.create({ name })
  await admin.api.accounts.contacts.create({
    id,
    name: `${name} 花子`,
    email: `hanako@${crypto.randomUUID()}.example.jp`,
  })
  return id
}
const today = dayOf(Date.now(), server.workspace.timeZone)
const span = () => ({ from: addDays(today, -1), to: addDays(today, 1) })

test('whose data somebody may have read is told by the lists they were shown, and no others', async () => {
  const [seen] = [await customer('見られた商事'), await customer('見られていない商事')]
  const csm = await server.signIn('csm')
  await csm.api.accounts.contacts.list({ id: seen })
  const asked = { ...span(), personId: csm.personId }
  const { reads } = await admin.api.privacy.incident.trace(asked)
  expect(reads).toMatchObject([{ kind: 'contacts', person: { id: csm.personId }, accounts: 1, across: false }])
  expect(await admin.api.privacy.incident.people(asked)).toEqual({ people: 1, accounts: 1, everybody: false })
  const file = await admin.fetch(
    `/api/v1/privacy/incident/people.csv?${new URLSearchParams({ ...asked, locale: 'ja' })}`,
  )
  const text = await file.text()
  expect(text).toContain('見られた商事 花子')
  expect(text).not.toContain('見られていない商事')
})

test('a list over all customers means everybody; one that showed nothing concerns nobody', async () => {
  const csm = await server.signIn('csm')
  await csm.api.mail.log({})
  const asked = { ...span(), personId: csm.personId }
  expect(await admin.api.privacy.incident.people(asked)).toEqual({ people: 0, accounts: 0, everybody: false })
  await server.database.workspace(server.workspace.id, (tx) =>
    sql`update bulk_reads set shown = 2 where person_id = ${csm.personId}`.execute(tx),
  )
  const told = await admin.api.privacy.incident.people(asked)
  expect(told).toMatchObject({ everybody: true })
  expect(told.people).toBeGreaterThanOrEqual(2)
})

test('what will be closed is told first; then sessions, keys and links of a person are closed and recorded', async () => {
  const other = await server.signIn('csm')
  await other.api.keys.create({ name: '漏れたキー', permissions: ['accounts.read'] })
  const { personId } = other
  expect(await admin.api.privacy.incident.stock({ personId })).toEqual({ sessions: 1, keys: 1, links: 0 })
  const closed = await admin.api.privacy.incident.close({ personId, sessions: true, keys: true, links: true })
  expect(closed).toEqual({ sessions: 1, keys: 1, links: 0 })
  expect(await admin.api.privacy.incident.stock({ personId })).toEqual({ sessions: 0, keys: 0, links: 0 })
  expect((await other.fetch('/api/v1/me')).status).toBe(401)
  const { entries } = await admin.api.access.audit.list({ personId: admin.personId })
  const actions = entries.map(({ action }) => action)
  expect(actions).toEqual(expect.arrayContaining(['person.sessions_end', 'apiKey.revoke']))
})

test('an administrator ends the sessions of a person, who is not suspended', async () => {
  const csm = await server.signIn('csm')
  expect(await admin.api.access.people.endSessions({ id: csm.personId })).toEqual({ ended: 1 })
  expect((await csm.fetch('/api/v1/me')).status).toBe(401)
  const { people } = await admin.api.access.people.list()
  expect(people.find(({ id }) => id === csm.personId)).toMatchObject({ state: 'active' })
})

test('everybody is signed out but whoever asks', async () => {
  const csm = await server.signIn('csm')
  const { sessions } = await admin.api.privacy.incident.close({ sessions: true, keys: false, links: false })
  expect(sessions).toBeGreaterThanOrEqual(1)
  expect((await csm.fetch('/api/v1/me')).status).toBe(401)
  expect((await admin.fetch('/api/v1/me')).status).toBe(200)
})
