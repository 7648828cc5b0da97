import { expect, test } from 'vitest'
import { testServer } from '#test/servers/server.ts'

const server = await testServer()
const { api, fetch: ask } = await server.signIn('admin')

test('what was read is asked for again at no cost, and changed only as long as nobody else has', async () => {
  const { id } = await api.accounts.create({ name: '青空商事' })
  const read = await ask(`/api/v1/accounts/${id}`)
  const tag = read.headers.get('etag')!
  expect(tag).toMatch(/^"v1\.[\w-]{22}"$/)
  const again = await ask(`/api/v1/accounts/${id}`, { headers: { 'if-none-match': `"other", ${tag}` } })
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag])
  const change = (headers: Record<string, string>) =>
    ask(`/api/v1/accounts/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ industry: '卸売業' }),
    })
  expect((await change({ 'if-match': tag })).status).toBe(200)
  const late = await change({ 'if-match': tag })
  expect([late.status, await late.json()]).toMatchObject([
    412,
    { code: 'PRECONDITION_FAILED', issues: [{ rule: 'changed_meanwhile' }] },
  ])
  expect((await change({})).status).toBe(400)
})

test('a list says when nothing in it has changed', async () => {
  const tag = (await ask('/api/v1/fields?subject=account')).headers.get('etag')!
  const headers = { 'if-none-match': tag }
  expect((await ask('/api/v1/fields?subject=account', { headers })).status).toBe(304)
  await api.accounts.fields.create({
    subject: 'account',
    key: 'rank',
    type: 'text',
    labelJa: 'ランク',
    labelEn: 'Rank',
  })
  expect((await ask('/api/v1/fields?subject=account', { headers })).status).toBe(200)
})
