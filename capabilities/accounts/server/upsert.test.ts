import { expect, test } from 'vitest'
import { testServer } from '#test/servers/server.ts'

const server = await testServer()
const { api } = await server.signIn('admin')
const row = (externalId: string, more: object = {}) => ({ externalId, name: `顧客 ${externalId}`, ...more })
const upsert = async (rows: ReturnType<typeof row>[]) => (await api.accounts.upsert({ source: 'erp', rows })).rows

test('accounts come in by the ids of another system, and a second time change what differs alone', async () => {
  const first = await upsert([row('1', { industry: '製造' }), row('2', { tags: ['a'] })])
  expect(first.map(({ outcome }) => outcome)).toEqual(['created', 'created'])
  const second = await upsert([row('1', { industry: '製造' }), row('2', { tags: ['b'] }), row('3')])
  expect(second.map(({ outcome }) => outcome)).toEqual(['same', 'changed', 'created'])
  expect(second.slice(0, 2).map(({ id }) => id)).toEqual(first.map(({ id }) => id))
  const { account } = await api.accounts.get({ id: second[1]!.id! })
  expect(account).toMatchObject({ name: '顧客 2', tags: ['b'], version: 2 })
  expect(account.externalIds).toEqual([{ source: 'erp', externalId: '2' }])
})

test('a row that is refused says why and leaves the others be', async () => {
  const number = '6020001008002'
  const rows = await upsert([
    row('10', { corporateNumber: number }),
    row('11', { corporateNumber: number }),
    row('12', { corporateNumber: '1' }),
    row('13', { custom: { nothing: 'x' } }),
    row('14'),
    row('14'),
  ])
  expect(rows.map(({ outcome }) => outcome)).toEqual(['created', 'refused', 'refused', 'refused', 'created', 'refused'])
  expect(rows.map(({ issues }) => issues[0]?.rule).filter(Boolean)).toEqual([
    'corporate_number_taken', 'corporate_number_form', 'unknown_field', 'external_id_taken',
  ]) // biome-ignore format: one line of rules
  const again = await upsert([row('10', { corporateNumber: number })])
  expect(again[0]!.outcome).toBe('same')
  const [nameless] = (await api.accounts.upsert({ source: 'erp', rows: [{ externalId: '20' }] })).rows
  expect(nameless).toMatchObject({ outcome: 'refused', id: null, issues: [{ field: 'name' }] })
})

test('a thousand accounts are a handful of statements', async () => {
  const rows = await upsert(Array.from({ length: 1000 }, (_, i) => row(`many-${i}`)))
  expect(new Set(rows.map(({ id }) => id)).size).toBe(1000)
})
