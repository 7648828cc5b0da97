import { expect, test } from 'vitest'
import { testServer } from '#test/servers/server.ts'
import { firstAdminPath } from './setup.ts'

const { address, database } = await testServer()
const given = {
  name: '山田 花子',
  email: 'hanako@example.co.jp',
  password: 'kawa no hotori',
  workspace: { name: '試験商事', locale: 'ja', timeZone: 'Asia/Tokyo', currency: 'JPY', fiscalStartMonth: 4 },
}
const complete = (body: object) =>
  fetch(`${address}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...given, ...body }),
  })

test('the one-time link makes the first administrator once, however often it is used at once', async () => {
  expect(await (await fetch(`${address}/api/v1/setup`)).json()).toEqual({ needed: true })
  const token = (await firstAdminPath(database, new Date()))!.split('#token=')[1]
  expect((await complete({ token: 'not-the-token-that-was-printed' })).status).toBe(422)
  const weak = await complete({ token, password: 'hanako-2026' })
  expect(await weak.json()).toMatchObject({ issues: [{ field: 'password', rule: 'password.personal' }] })

  const answers = await Promise.all([complete({ token }), complete({ token, email: 'mallory@example.com' })])
  expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 422])
  const made = answers.find((answer) => answer.status === 200)!
  const me = (await made.json()) as { role: string }
  expect(me).toMatchObject({ role: 'admin', workspace: given.workspace })
  const cookie = made.headers.getSetCookie()[0]!.split(';', 1)[0]!
  expect(await (await fetch(`${address}/api/v1/me`, { headers: { cookie } })).json()).toEqual(me)
  expect(await firstAdminPath(database, new Date())).toBeNull()
})
