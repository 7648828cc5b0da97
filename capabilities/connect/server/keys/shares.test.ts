import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openShares, quotas, type Sharer } from '#platform/http/share.ts'
import { buildWriteKey } from '#test/build/usage.ts'
import { testServer } from '#test/servers/server.ts'
import { noteTaken } from './calls.ts'

const server = await testServer()
const mori = await server.signIn('csm')
const me: Sharer = { of: 'person', workspaceId: server.workspace.id, id: mori.personId }

test('several processes let through hardly more than one share, and no call waits for the database', async () => {
  const few = { ...quotas, person: { most: 100, noted: 5, least: 1 } }
  const counting = noteTaken(server.database)
  const noted: Promise<unknown>[] = []
  const note: typeof counting = (...given) => {
    const done = counting(...given)
    noted.push(done)
    return done
  }
  const processes = Array.from({ length: 4 }, () => openShares(note, Date.now, few))
  let through = 0
  for (let turn = 0; turn < 60; turn++) {
    for (const one of processes) if (!one.take(me, 1).refused) through++
    await Promise.all(noted)
  }
  // Where the minute ends in between there is a second share.
  expect(Math.min(Math.abs(through - 100), Math.abs(through - 200))).toBeLessThanOrEqual(20)
})

test('what is left of a person’s share is told, and once it is used up calls are refused until the minute is over', async () => {
  const { headers } = await mori.fetch('/api/v1/me')
  expect(headers.get('ratelimit-policy')).toBe(`"person";q=${quotas.person.most};w=60`)
  expect(headers.get('ratelimit')).toMatch(/^"person";r=1\d{4};t=[1-6]?\d$/)
  const useUp = async () => {
    await server.database.system((tx) => sql`update person_calls set taken = ${quotas.person.most}`.execute(tx))
    const answers = await Promise.all(Array.from({ length: 250 }, () => mori.fetch('/api/v1/me')))
    return answers.findLast(({ status }) => status === 429)
  }
  let refused: Response | undefined
  await expect.poll(async () => Boolean((refused = await useUp())), { timeout: 45_000 }).toBe(true)
  expect(refused!.headers.get('retry-after')).toMatch(/^[1-6]?\d$/)
  expect(await refused!.json()).toMatchObject({ code: 'TOO_MANY', status: 429 })
  expect((await (await server.signIn('csm')).fetch('/api/v1/me')).status).toBe(200)
})

test('a write key that brought in its share is told when to come again, and nothing of the request is taken', async () => {
  const key = await buildWriteKey(server.database, server.workspace)
  const send = () =>
    fetch(`${server.address}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        batch: Array.from({ length: 10_000 }, () => ({ type: 'track', event: 'x', userId: 'u', messageId: 'm' })),
      }),
    })
  const useUp = async () => {
    const { status, headers } = await send()
    await server.database.system((tx) => sql`update write_key_events set taken = ${quotas.writeKey.most}`.execute(tx))
    return [status, /^[1-6]?\d$/.test(headers.get('retry-after') ?? '')]
  }
  expect((await send()).headers.get('ratelimit')).toMatch(/^"write-key";r=2390000;t=[1-6]?\d$/)
  await expect.poll(useUp, { timeout: 45_000 }).toEqual([429, true])
  expect(await (await send()).json()).toMatchObject({ success: false, status: 429, code: 'too_often' })
})
