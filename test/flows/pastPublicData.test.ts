import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { importFile } from '#capabilities/connect/server/index.ts'
import { keepRisk } from '#capabilities/health/server/risk/models.ts'
import { recomputeWorkspace } from '#capabilities/facts/server/index.ts'
import { learnRisk } from '#capabilities/health/server/risk/learn.ts'
import { testScores } from '#capabilities/health/server/backTest.ts'
import { imports } from '#start/catalogue.ts'
import { fileInPlace } from '#start/fileInPlace.ts'
import { day } from '#kernel/day.ts'
import { sharedData } from '#test/build/shared.ts'
import { type TestServer, testServer, type Visitor } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'

const data = sharedData
const patience = { timeout: 120_000, interval: 200 }

describe.skipIf(!existsSync(data))('the past of a company whose data came in today', () => {
  let server: TestServer
  let admin: Visitor

  beforeAll(async () => {
    server = await testServer()
    admin = await server.signIn('admin', await testWorkspace(server.database, { locale: 'en', currency: 'USD' }))
    const { database, live, now } = server.app
    const newId = (() => crypto.randomUUID()) as Parameters<typeof importFile>[0]['newId']
    for (const name of ['accounts', 'subscriptions', 'support_tickets', 'churn_events', 'feature_usage']) {
      const file = `${data}/ravenstack/${name}.csv`
      await importFile(
        { database, live, now, newId, files: fileInPlace(file), catalogue: imports },
        { file, workspaceId: admin.workspace.id },
      )
    }
  }, 120_000)

  test('is worked out month by month, and today’s scorecards are tried on it', async () => {
    const { facts, health } = admin.api
    const before = await health.backTest({ days: 90, of: 'replayed' })
    expect(before.discrimination).toBeNull()
    await facts.past.rebuild()
    await expect.poll(async () => (await facts.past.find()).rebuilt?.state, patience).toBe('done')
    expect((await facts.past.find()).rebuilt).toMatchObject({ months: 36, done: 36, problem: null })
    const tested = await health.backTest({ days: 90, of: 'replayed' })
    expect(tested).toMatchObject({ of: 'replayed', missing: 0 })
    // Since when somebody decides, or an inquiry is escalated, is not in the data: told, and counted as missing.
    expect(tested.silent.map(({ key }) => key)).toContain('contacts.decision_maker.last_touch_on')
    expect(tested.silent.map(({ key }) => key)).not.toContain('metric.weekly_active_users.change')
  }, 180_000)

  test('as of the end of the data, scores nobody fitted to made-up churn are worth what guessing is', async () => {
    const { database, events } = server.app
    const { workspace } = admin
    const asked = { database, events, workspace, today: day('2025-01-01'), horizon: 90, of: 'replayed' as const }
    const { from, to, result } = await testScores(asked)
    expect([from, to]).toEqual(['2023-11-30', '2024-09-30'])
    expect(result.discrimination!.low).toBeLessThan(0.5)
    expect(result.discrimination!.high).toBeGreaterThan(0.5)
    expect(result.discrimination!.high).toBeLessThan(0.7)
  }, 60_000)

  test('a model that learns forward in time comes out near what others found on this data, never far above', async () => {
    const { database, events } = server.app
    const asked = { database, events, workspace: admin.workspace, today: day('2025-01-01') }
    const within = async (horizon: number) => (await learnRisk({ ...asked, horizon })).proof!.discrimination
    const [sixty, ninety] = [await within(60), await within(90)]
    for (const { auc, low } of [sixty, ninety]) {
      expect(Math.abs(auc - 0.6)).toBeLessThan(0.1)
      expect(low).toBeLessThan(0.6)
    }
  }, 60_000)

  test('what was learnt is told with its proof, and how likely each customer leaves, with why', async () => {
    const { health, accounts } = admin.api
    await health.risk.learn()
    await expect.poll(async () => (await health.risk.find()).card, patience).toMatchObject({ missing: 0, proof: null })
    // The data ends in 2024 and nobody left since, so nothing can be proven today. As of its end it could.
    const { database, events } = server.app
    const trained = await learnRisk({
      database,
      events,
      workspace: admin.workspace,
      today: day('2025-01-01'),
      horizon: 60,
    })
    await database.workspace(admin.workspace.id, async (tx) => {
      const learnt = { id: crypto.randomUUID(), horizon: 60, by: null, at: new Date(), trained }
      await keepRisk(tx, admin.workspace.id, learnt)
      await recomputeWorkspace(tx, admin.workspace.id)
    })
    const { card } = await health.risk.find()
    expect(card).toMatchObject({ horizon: 60, leaks: [] })
    expect(card!.proof!.discrimination.low).toBeLessThan(card!.proof!.discrimination.auc)
    const likely = async () =>
      (
        await accounts.list({
          columns: 'risk.churn_90d',
          condition: 'risk.churn_90d > 0',
          sort: '-risk.churn_90d',
          limit: 5,
        })
      ).rows
    await expect.poll(async () => (await likely()).length, patience).toBe(5)
    const [first] = await likely()
    const { risk } = await health.risk.ofAccount({ id: first!.id })
    expect(risk!.percent).toBeCloseTo(Number(first!.values['risk.churn_90d']), 1)
    expect(risk!.reasons.length).toBeGreaterThan(0)
    expect(risk!.percent).toBeGreaterThan(risk!.usual)
  }, 120_000)
})
