import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testServer } from '#test/servers/server.ts'

const server = await testServer()
const admin = await server.signIn('admin')
const { key } = await admin.api.keys.create({
  name: 'ERP',
  permissions: ['accounts.read', 'accounts.write', 'accounts.create'],
})
const create = async (once: string, body: object) => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': once }
  const answer = await fetch(`${server.address}/api/v1/accounts`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.text(), again: answer.headers.get('idempotent-replayed') }
}
const named = async (name: string) =>
  (await server.database.system((tx) => sql`select 1 from accounts where name = ${name}`.execute(tx))).rows.length

test('a write that is sent twice is done once and answered the same', async () => {
  const first = await create('a', { name: '青空商事' })
  const second = await create('a', { name: '青空商事' })
  expect(first).toMatchObject({ status: 200, again: null })
  expect(second).toEqual({ ...first, again: 'true' })
  expect(await named('青空商事')).toBe(1)
})

test('of many at the same moment one is done, and the others are answered or told to wait', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => create('b', { name: '若葉精機' })))
  expect(new Set(all.map(({ status }) => status)).isSubsetOf(new Set([200, 409]))).toBe(true)
  expect(await named('若葉精機')).toBe(1)
})

test('the same key with another request is refused, and a refusal is kept like any answer', async () => {
  await create('c', { name: '甲' })
  const other = await create('c', { name: '乙' })
  expect([other.status, other.body.includes('idempotency.other')]).toEqual([422, true])
  const wrong = await create('d', { name: '丙', corporateNumber: '1' })
  expect(await create('d', { name: '丙', corporateNumber: '1' })).toEqual({ ...wrong, again: 'true' })
})

test('after a day a key means a new write', async () => {
  await create('e', { name: '丁' })
  await server.database.system((tx) => sql`update api_answers set created_at = now() - interval '25 hours'`.execute(tx))
  expect((await create('e', { name: '丁' })).again).toBeNull()
  expect(await named('丁')).toBe(2)
})
