import { beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let api: Visitor['api']['accounts']
beforeAll(async () => {
  server = await testServer()
  api = (await server.signIn('admin')).api.accounts
})

const choices = [
  { key: 'gold', labelJa: 'ゴールド', labelEn: 'Gold' },
  { key: 'silver', labelJa: 'シルバー', labelEn: 'Silver' },
]
const labels = { labelJa: '区分', labelEn: 'Tier' }

test('a new field is used at once: written, refused, filtered by, and shown as a column', async () => {
  await api.list({ columns: 'account.name' }) // the catalogue as it was is remembered
  await api.fields.create({ subject: 'account', key: 'tier', type: 'choice', choices, ...labels })
  const { id } = await api.create({ name: '区分のある顧客', custom: { tier: 'gold' } })
  const wrong = api.update({ id, version: 1, custom: { tier: 'bronze' } })
  await expect(wrong).rejects.toMatchObject({
    data: { issues: [{ field: 'custom.tier', value: 'bronze', rule: 'unknown_choice' }] },
  })
  const listed = () => api.list({ columns: 'field.tier', condition: 'field.tier == "gold"' })
  await expect.poll(async () => (await listed()).rows).toMatchObject([{ id, values: { 'field.tier': 'gold' } }])
})

test('a choice that is in use cannot be taken away', async () => {
  const field = await api.fields.create({ subject: 'account', key: 'plans', type: 'choices', choices, ...labels })
  await api.create({ name: '使用中', custom: { plans: ['gold', 'silver'] } })
  const cut = api.fields.update({ id: field.id, choices: choices.slice(1) })
  await expect(cut).rejects.toMatchObject({
    data: { issues: [{ field: 'choices', value: 'gold', rule: 'choice_in_use' }] },
  })
  const counted = await api.fields.list({ counts: 'with' })
  expect(counted.rows.find((row) => row.key === 'plans')?.inUse).toBe(1)
})

test('an archived field keeps its values for the day it comes back', async () => {
  const field = await api.fields.create({ subject: 'account', key: 'memo', type: 'text', ...labels })
  const { id } = await api.create({ name: '控え', custom: { memo: '覚え書き' } })
  await api.fields.archive({ id: field.id })
  expect((await api.fields.list({})).rows.map((row) => row.key)).not.toContain('memo')
  await expect(api.update({ id, version: 1, custom: { memo: 'x' } })).rejects.toMatchObject({ code: 'REFUSED' })
  await api.fields.restore({ id: field.id })
  expect((await api.get({ id })).account.custom).toEqual({ memo: '覚え書き' })
})

test('a key is taken once, and choices go with choice fields alone', async () => {
  await api.fields.create({ subject: 'contact', key: 'nickname', type: 'text', ...labels })
  const twice = api.fields.create({ subject: 'contact', key: 'nickname', type: 'number', ...labels })
  await expect(twice).rejects.toMatchObject({ data: { issues: [{ field: 'key', rule: 'field_key_taken' }] } })
  const bare = api.fields.create({ subject: 'contact', key: 'rank', type: 'choice', ...labels })
  await expect(bare).rejects.toMatchObject({ data: { issues: [{ rule: 'choices_needed' }] } })
})

test('only those who manage fields add them', async () => {
  const viewer = await server.signIn('viewer')
  const added = viewer.api.accounts.fields.create({ subject: 'account', key: 'mine', type: 'text', ...labels })
  await expect(added).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
