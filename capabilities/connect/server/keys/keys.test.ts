import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Permission } from '#kernel/exchange.ts'
import { permissions } from '#kernel/exchange.ts'
import { callsPerMinute } from '#platform/http/keyLimit.ts'
import { testServer } from '#test/servers/server.ts'

const server = await testServer()
const admin = await server.signIn('admin')
const make = async (given: Permission[], more: { ownCustomers?: boolean; name?: string } = {}) =>
  (await admin.api.keys.create({ name: 'CRM 連携', permissions: given, ...more })).key
const call = (key: string, at: string, init: RequestInit = {}) =>
  fetch(`${server.address}/api/v1${at}`, {
    ...init,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  })
const post = (key: string, at: string, body: object) => call(key, at, { method: 'POST', body: JSON.stringify(body) })

test('a key does what it was given and nothing else, and the record of changes names it', async () => {
  const key = await make(['accounts.read', 'accounts.write', 'accounts.create'])
  const made = await post(key, '/accounts', { name: '青空商事' })
  expect(made.status).toBe(200)
  const { id } = (await made.json()) as { id: string }
  const { entries } = await admin.api.access.audit.list({ subjectId: id })
  expect(entries.find((entry) => entry.action === 'account.create')?.origin).toBe('api:CRM 連携')
  const refused = await call(key, '/audit')
  expect([refused.status, await refused.json()]).toMatchObject([403, { data: { needs: 'audit.read' } }])
})

test('nobody makes a key that may do more than they, nor does a key make keys', async () => {
  const csm = await server.signIn('csm')
  const wanted = csm.api.keys.create({ name: 'x', permissions: ['people.manage'] })
  await expect(wanted).rejects.toMatchObject({ code: 'REFUSED', data: { issues: [{ rule: 'key.permission' }] } })
  const refused = await post(await make([...permissions]), '/api-keys', { name: 'x', permissions: ['audit.read'] })
  expect([refused.status, await refused.json()]).toMatchObject([403, { data: { needs: 'session' } }])
  expect((await csm.api.keys.list()).keys).toEqual([])
})

test('a key ends when it is revoked, when its time is over, and when its maker may no longer do it', async () => {
  const key = await make(['accounts.read'])
  const ask = async (of: string) => (await call(of, '/fields')).status
  expect(await ask(key)).toBe(200)
  const { keys } = await admin.api.keys.list()
  expect(keys[0]).toMatchObject({ state: 'active', lastUsedAt: expect.any(String), prefix: key.slice(0, 11) })
  await admin.api.keys.revoke({ id: keys[0]!.id })
  expect(await ask(key)).toBe(401)
  const other = await make(['accounts.read'])
  await server.database.system((tx) => sql`update api_keys set expires_at = now() where revoked_at is null`.execute(tx))
  expect([await ask(other), await ask('banso_made-up')]).toEqual([401, 401])
  const csm = await server.signIn('csm')
  const { key: of } = await csm.api.keys.create({ name: 'x', permissions: ['accounts.export'] })
  await admin.api.access.people.update({ id: csm.personId, role: 'viewer' })
  expect((await call(of, '/accounts/export')).status).toBe(403)
})

test('a key for own customers reaches nobody else', async () => {
  const [own, other] = [
    await admin.api.accounts.create({ name: '自社' }),
    await admin.api.accounts.create({ name: '他社' }),
  ]
  await admin.api.accounts.update({ id: own.id, version: own.version, assignments: { csm: admin.personId } })
  const key = await make(['accounts.read', 'fields.manage'], { ownCustomers: true })
  const status = async (id: string) => (await call(key, `/accounts/${id}`)).status
  expect([await status(own.id), await status(other.id)]).toEqual([200, 404])
  expect((await post(key, '/fields', {})).status).toBe(403)
})

test('a page of another site gains nothing by a key, and a key nothing by a session', async () => {
  const key = await make(['accounts.read'])
  const from = { authorization: `Bearer ${key}`, origin: 'https://evil.example', 'content-type': 'application/json' }
  const foreign = await fetch(`${server.address}/api/v1/accounts/check`, { method: 'POST', headers: from, body: '{}' })
  expect(foreign.status).toBe(403)
  const headers = { authorization: 'Bearer banso_none', cookie: admin.cookie }
  expect((await fetch(`${server.address}/api/v1/me`, { headers })).status).toBe(401)
})

test('calls of a key are counted over all processes, and what is too much is refused until the minute is over', async () => {
  const key = await make(['accounts.read'])
  const answer = await call(key, '/fields')
  expect(answer.headers.get('ratelimit-policy')).toBe(`"key";q=${callsPerMinute};w=60`)
  expect(answer.headers.get('ratelimit')).toMatch(new RegExp(`^"key";r=${callsPerMinute - 1};t=[1-6]?\\d$`))
  // Another process uses up the minute (and the next one, where it ends just now); this one has a few calls left.
  const useUp = async () => {
    await server.database.system((tx) => sql`update api_calls set taken = ${callsPerMinute}`.execute(tx))
    const answers = await Promise.all(Array.from({ length: 40 }, () => call(key, '/fields')))
    const refused = answers.filter(({ status }) => status === 429)
    return refused.map(({ headers }) => headers.get('retry-after')).at(-1)
  }
  await expect.poll(useUp).toMatch(/^[1-6]?\d$/)
})
