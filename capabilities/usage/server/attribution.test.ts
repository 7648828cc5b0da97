import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AccountId } from '#kernel/id.ts'
import type { Workspace } from '#platform/http/context.ts'
import { buildTrackedAccount, buildWriteKey } from '#test/build/usage.ts'
import { type TestServer, testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { resolveGroups } from './watch.ts'

let server: TestServer
let workspace: Workspace
let key: string
let messages = 0
let alpha: AccountId
let beta: AccountId
beforeAll(async () => {
  server = await testServer()
})

const begin = async () => {
  workspace = await testWorkspace(server.database)
  key = await buildWriteKey(server.database, workspace)
  alpha = await buildTrackedAccount(server.database, workspace, 'alpha')
  beta = await buildTrackedAccount(server.database, workspace, 'beta')
}
/** Sends and waits until the event store has it. `day` is a day of April 2026. */
const send = async (...batch: { day: number; [field: string]: unknown }[]) => {
  const body = batch.map(({ day, ...message }) => ({
    messageId: `m${++messages}`,
    timestamp: `2026-04-${String(day).padStart(2, '0')}T03:00:00Z`,
    ...message,
  }))
  const answer = await fetch(`${server.address}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ batch: body }),
  })
  expect(await answer.json()).toMatchObject({ success: true, rejected: [] })
  await server.app.ingest.projector.settled()
}
const track = (userId: string, day: number, over: object = {}) => ({
  type: 'track',
  event: 'use',
  userId,
  day,
  ...over,
})
const group = (userId: string, groupId: string, day: number) => ({ type: 'group', userId, groupId, day })

/** Who used how often on which days, by the roll-up; the events themselves must agree. */
const use = async () => {
  const named = (id: string) => (id === alpha ? 'alpha' : id === beta ? 'beta' : id.startsWith('0000') ? '?' : id)
  const where = `where gone = 0 and workspace_id = {workspace:UUID} group by account, person order by min(day), person, account`
  const columns =
    'toString(account_id) as account, person_key as person, arraySort(groupUniqArray(toDayOfMonth(day))) as days'
  type Row = { account: string; person: string; days: number[]; uses: number }
  const params = { workspace: workspace.id }
  const rolled = await server.app.events.query<Row>(
    `select ${columns}, sum(uses) as uses from usage_days final ${where}`,
    params,
  )
  const raw = await server.app.events.query<Row>(
    `select ${columns}, sum(quantity) as uses from events final ${where.replace(' group', " and kind = 'track' group")}`,
    params,
  )
  expect(rolled).toEqual(raw)
  return rolled.map((row) => `${named(row.account)} ${row.person} ${row.days.join()} ×${row.uses}`)
}

describe('whose use it is', () => {
  test('becomes known later: events before the tie follow it, and their accounts are computed anew', async () => {
    await begin()
    await send(track('u1', 1), track('u2', 1))
    await send(track('u1', 2))
    expect(await use()).toEqual(['? u1 1,2 ×2', '? u2 1 ×1'])
    await send(group('u1', 'alpha', 3), track('u1', 4))
    expect(await use()).toEqual(['alpha u1 1,2,4 ×3', '? u2 1 ×1'])
    const { rows } = await server.database.workspace(workspace.id, (tx) =>
      sql`select account_id from product_users where user_key = 'u1'`.execute(tx),
    )
    expect(rows).toEqual([{ account_id: alpha }])
  })

  test('changes with the company: what was before stays where it was', async () => {
    await begin()
    await send(group('u1', 'alpha', 1), track('u1', 2))
    await send(group('u1', 'beta', 10), track('u1', 11), track('u1', 5))
    expect(await use()).toEqual(['alpha u1 2,5 ×2', 'beta u1 11 ×1'])
  })

  test('is the same in whatever order the ties arrive', async () => {
    await begin()
    const ties = [group('u1', 'alpha', 1), group('u1', 'beta', 10), group('u1', 'alpha', 20)]
    await send(ties[0]!, ...[2, 11, 21].map((day) => track('u1', day)))
    await send(ties[2]!)
    await send(ties[1]!)
    expect(await use()).toEqual(['alpha u1 2,21 ×2', 'beta u1 11 ×1'])
  })

  test('is what the event itself says, whatever the user is tied to', async () => {
    await begin()
    await send(group('u1', 'alpha', 1), track('u1', 2, { context: { groupId: 'beta' } }), track('u1', 3))
    expect(await use()).toEqual(['beta u1 2 ×1', 'alpha u1 3 ×1'])
  })

  test('becomes known with the customer: an account that is entered later takes over its use', async () => {
    await begin()
    await send(group('u1', 'gamma', 1), track('u1', 2), track('u2', 3, { context: { groupId: 'gamma' } }))
    expect(await use()).toEqual(['? u1 2 ×1', '? u2 3 ×1'])
    alpha = await buildTrackedAccount(server.database, workspace, 'gamma', 'crm')
    await resolveGroups(server.database)
    await server.app.ingest.projector.settled()
    expect(await use()).toEqual(['alpha u1 2 ×1', 'alpha u2 3 ×1'])
  })
})

describe('who it is', () => {
  test('an anonymous visitor who signs in is one person, and of the same customer', async () => {
    await begin()
    await send({ type: 'track', event: 'use', anonymousId: 'anon', day: 1 })
    await send(group('u1', 'alpha', 2), track('u1', 3))
    expect(await use()).toEqual(['? anon 1 ×1', 'alpha u1 3 ×1'])
    await send({ type: 'identify', userId: 'u1', anonymousId: 'anon', day: 4 })
    expect(await use()).toEqual(['alpha u1 1,3 ×2'])
  })

  test('aliases of aliases are the last of them, also in a circle', async () => {
    await begin()
    await send(track('a', 1), track('b', 2), track('c', 3))
    await send({ type: 'alias', previousId: 'a', userId: 'b', day: 4 })
    await send({ type: 'alias', previousId: 'b', userId: 'c', day: 5 })
    await send({ type: 'alias', previousId: 'c', userId: 'a', day: 6 })
    await send(group('a', 'alpha', 7))
    expect(await use()).toEqual(['alpha c 1,2,3 ×3'])
  })
})
