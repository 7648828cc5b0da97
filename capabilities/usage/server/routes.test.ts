import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { buildTrackedAccount } from '#test/build/usage.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'

let server: TestServer
let admin: Visitor
let key: string
let account: AccountId
beforeAll(async () => {
  server = await testServer()
  admin = await server.signIn()
  account = await buildTrackedAccount(server.database, server.workspace, 'alpha')
  const made = await admin.api.usage.keys.create({ name: '本番', source: 'product' })
  key = made.key
})

const send = async (batch: object[], as = key) => {
  const answer = await fetch(`${server.address}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${as}:`)}` },
    body: JSON.stringify({ batch }),
  })
  await server.app.ingest.projector.settled()
  return answer.status
}
const track = (event: string, over: object = {}) => ({
  type: 'track',
  event,
  userId: 'u1',
  context: { groupId: 'alpha' },
  ...over,
})

describe('a write key', () => {
  test('is told once, and taken back', async () => {
    const { key: second, writeKey } = await admin.api.usage.keys.create({ name: '検証', source: 'product' })
    expect(await send([track('tried')], second)).toBe(200)
    const { keys } = await admin.api.usage.keys.list()
    expect(keys.map((one) => one.name).sort()).toEqual(['検証', '本番'].sort())
    expect(JSON.stringify(keys)).not.toContain(second)
    await admin.api.usage.keys.revoke({ id: writeKey.id })
    server.app.ingest.keys.forget()
    expect(await send([track('late')], second)).toBe(401)
  })

  test('is not for everybody to make', async () => {
    const viewer = await server.signIn('viewer')
    await expect(viewer.api.usage.keys.create({ name: 'x', source: 'product' })).rejects.toMatchObject({ status: 403 })
  })
})

test('what arrives is seen at once: events, names, rates, unknown groups, refusals', async () => {
  await send([
    track('opened', { properties: { plan: 'pro' } }),
    track('opened'),
    track('saved', { context: { groupId: 'nobody' } }),
    { type: 'dance' },
  ])
  const [latest] = (await admin.api.usage.live.recent()).events
  expect(latest).toMatchObject({ event: 'saved', group: 'nobody', account: null })
  const overview = await admin.api.usage.live.overview()
  expect(overview.names.find((name) => name.event === 'opened')).toMatchObject({
    lastDay: 2,
    lastHour: 2,
    nobodys: 0,
    isNew: true,
  })
  expect(overview).toMatchObject({ waiting: 0, completeTo: null, unknownGroups: 1, quarantined: 1 })
  expect(overview.minutes.reduce((sum, events) => sum + events, 0)).toBe(overview.lastDay.events)
  expect(await admin.api.usage.live.groups()).toMatchObject({
    groups: [{ source: 'product', id: 'nobody' }],
    more: false,
  })
  const { properties } = await admin.api.usage.live.schema({ event: 'opened' })
  expect(properties).toMatchObject([{ path: 'plan', types: [{ type: 'String', events: 1 }], drift: null }])
})

describe('a message that was not accepted', () => {
  test('is put right and sent in again, once', async () => {
    await send([{ type: 'track', userId: 'u2', messageId: 'q1' }])
    const { rows } = await admin.api.usage.quarantine.list({ rule: 'missing' })
    expect(rows).toMatchObject([{ position: 0, field: 'event', writeKey: '本番' }])
    const { id, payload } = rows[0]!
    await expect(admin.api.usage.quarantine.replay({ id })).rejects.toMatchObject({
      status: 422,
      data: { issues: [{ field: 'event', rule: 'missing' }] },
    })
    const right = JSON.stringify({ ...JSON.parse(payload), event: 'named' })
    expect(await admin.api.usage.quarantine.replay({ id, payload: right })).toEqual({ outcome: 'accepted' })
    await expect(admin.api.usage.quarantine.replay({ id, payload: right })).rejects.toMatchObject({ status: 404 })
    await server.app.ingest.projector.settled()
    expect((await admin.api.usage.live.recent()).events[0]).toMatchObject({ event: 'named', user: 'u2' })
  })

  test('is thrown away with all of its kind', async () => {
    await send([{ type: 'waltz' }, { type: 'tango' }])
    expect((await admin.api.usage.quarantine.discard({ rule: 'unknown_type' })).discarded).toBeGreaterThanOrEqual(2)
    expect((await admin.api.usage.quarantine.list({ rule: 'unknown_type' })).rows).toEqual([])
  })
})

test('a customer opens into a line, features by week, and people', async () => {
  const today = dayOf(Date.now(), server.workspace.timeZone)
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000)
  const named = { type: 'identify', traits: { name: '佐藤', email: 'sato@example.jp' } }
  await send([
    track('used', { userId: 'u3', timestamp: ago(20) }),
    track('used', { userId: 'u3', timestamp: ago(0) }),
    track('used', { userId: 'u4', timestamp: ago(0) }),
    { ...named, userId: 'u3' },
  ])
  const usage = await admin.api.usage.account({ id: account })
  expect(usage).toMatchObject({ measured: true, completeTo: null })
  expect(usage.weeks.at(-1)).toBe(addDays(today, -6))
  const used = usage.features.find((feature) => feature.event === 'used')!
  expect([used.uses.at(-1), used.uses.at(-3), used.users.at(-1)]).toEqual([2, 1, 2])
  expect(usage.users.find((user) => user.key === 'u3')).toMatchObject({ name: '佐藤', uses: 2, days: 2, isNew: true })
  const { points, ...beside } = await admin.api.usage.history({ id: account, days: 28 })
  expect(beside).toMatchObject({ peers: { by: 'all' }, percentile: expect.any(Number), place: { same: 0 } })
  expect(points).toHaveLength(28)
  expect(points.at(-1)!.day).toBe(today)
  expect(points[0]!.value).toBeNull()
})

test('the figures of a customer follow an event in seconds, not overnight', async () => {
  const beta = await buildTrackedAccount(server.database, server.workspace, 'beta')
  const users = () =>
    server.database.workspace(server.workspace.id, async (tx) => {
      const { rows } = await sql<{ users: number | null }>`
        select "metric.weekly_active_users" as users from account_facts where account_id = ${beta}
      `.execute(tx)
      return rows[0]?.users
    })
  await send([track('used', { userId: 'b1', context: { groupId: 'beta' } })])
  await expect.poll(users, { timeout: 20_000 }).toBe(1)
  await send([track('used', { userId: 'b2', context: { groupId: 'beta' } })])
  await expect.poll(users, { timeout: 20_000 }).toBe(2)
})

test('of a customer of somebody else there is nothing to see', async () => {
  const id = crypto.randomUUID()
  await expect(admin.api.usage.account({ id })).rejects.toMatchObject({ status: 404 })
})

describe('the chain from use to result', () => {
  const link = (name: string, ...events: string[]) => ({ key: name, label: { ja: name, en: name }, events })
  const chain = [link('use', 'used'), link('board'), link('result')]
  const today = dayOf(Date.now(), 'Asia/Tokyo')
  const blind = async (id: AccountId) =>
    (await admin.api.facts.ofAccount({ id })).facts.find((fact) => fact.key === 'usage.blind_share')?.value ?? null
  const statesOf = async (id: AccountId) =>
    (await admin.api.usage.coverage.account({ id })).links.map((one) => one.state)

  test('is kept by whoever keeps definitions, once at a time', async () => {
    const { coverage } = admin.api.usage
    expect(await coverage.chain()).toEqual({ version: 0, links: [] })
    expect(await coverage.keepChain({ links: chain, basedOn: 0 })).toEqual({ version: 1, links: chain })
    await expect(coverage.keepChain({ links: [], basedOn: 0 })).rejects.toMatchObject({ code: 'CONFLICT' })
    const csm = await server.signIn('csm')
    await expect(csm.api.usage.coverage.keepChain({ links: [], basedOn: 1 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('is measured where the product shows it, reported where somebody says so, and blind otherwise', async () => {
    expect(await statesOf(account)).toEqual(['measured', 'blind', 'blind'])
    await expect.poll(() => blind(account)).toBe(66.7)
    const { coverage } = admin.api.usage
    const made = await coverage.report({ id: account, link: 'board', on: today, note: '役員会で報告' })
    expect(await coverage.account({ id: account })).toMatchObject({
      blindShare: 33.3,
      links: [{ state: 'measured' }, { state: 'reported', lastOn: today }, { state: 'blind', lastOn: null }],
      reported: [{ link: 'board', note: '役員会で報告' }],
    })
    await expect.poll(() => blind(account)).toBe(33.3)
    expect((await coverage.all()).links[1]).toMatchObject({ key: 'board', measured: 0, reported: 1 })
    await coverage.withdraw({ id: made.id })
    expect(await statesOf(account)).toEqual(['measured', 'blind', 'blind'])
    await coverage.restore({ id: made.id })
    expect(await statesOf(account)).toEqual(['measured', 'reported', 'blind'])
    await expect(coverage.report({ id: account, link: 'board', on: addDays(today, 1) })).rejects.toMatchObject({
      data: { issues: [{ field: 'on' }] },
    })
  })
})
