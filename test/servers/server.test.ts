import { expect, test } from 'vitest'
import { testServer } from './server.ts'

test('the whole product answers over HTTP, to people by their session', async () => {
  const { address, signIn } = await testServer()
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
  const admin = await signIn('admin')
  expect(await admin.api.journey.maps()).toMatchObject({ maps: [{ key: expect.any(String) }] })
  expect((await fetch(`${address}/api/v1/journey/maps`)).status).toBe(401)
})
