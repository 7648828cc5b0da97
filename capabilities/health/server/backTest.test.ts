import { expect, test } from 'vitest'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import { day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { testEvents } from '#test/servers/events.ts'
import { testServer } from '#test/servers/server.ts'
import { testWorkspace } from '#test/servers/workspace.ts'
import { testScores } from './backTest.ts'
import { testParts } from './backTestParts.ts'
import { scoreHistory } from './history.ts'
import { recomputedScores } from './recomputed.ts'
import { learnRisk } from './risk/learn.ts'
import { keepRisk } from './risk/models.ts'

const events = testEvents()
const server = await testServer()
const { workspace } = await server.signIn('viewer')
const lines: string[] = []
const watched: AccountId[] = []
function known(at: string, account_id: string, facts: Record<string, FactValue>): void {
  for (const [fact, value] of Object.entries(facts)) {
    const kept = typeof value === 'number' ? { number: value } : { text: String(value) }
    lines.push(JSON.stringify({ workspace_id: workspace.id, account_id, fact, known_at: at, ...kept }))
  }
}

test('scores are judged as they were shown at month ends, by the losses that became known since', async () => {
  for (let n = 0; n < 120; n++) {
    const account = crypto.randomUUID()
    if (n === 1) watched.push(account as AccountId)
    const leaves = n % 3 === 0
    known('2025-01-10T00:00:00Z', account, {
      'account.name': `会社${n}`,
      'contract.state': 'active',
      'contract.started_on': n < 60 ? '2023-04-01' : '2024-12-15',
      'account.touch_model': n % 2 === 0 ? 'high' : 'tech',
      'metric.licence_use': leaves ? n % 7 : 60 + (n % 40),
      'metric.habit_weeks_12': 3 + (n % 5),
      'health.score': 75 + (n % 10),
      'health.grade': 'healthy',
    })
    if (n === 1) {
      known('2025-01-10T00:00:00Z', account, {
        'survey.nps.latest': 9,
        'survey.nps.on': '2025-01-05',
        'metric.features_used_28d': 6,
        'metric.stickiness': 30,
      })
      known('2025-07-05T00:00:00Z', account, { 'metric.licence_use': 3 })
    }
    if (!leaves) continue
    known('2025-03-20T00:00:00Z', account, { 'health.score': 20 + (n % 10), 'health.grade': 'risk' })
    known('2025-05-20T00:00:00Z', account, { 'contract.state': 'ended', 'contract.churned_on': '2025-05-15' })
    known('2025-05-21T00:00:00Z', account, { 'health.score': 99, 'health.grade': 'healthy' }) // known too late to count
  }
  await events.insert('fact_history', Buffer.from(lines.join('\n')))
  const { database } = server
  const asked = { database, events, workspace, today: day('2025-09-15'), horizon: 60, of: 'shown' as const }
  const { from, to, result } = await testScores(asked)
  expect([from, to]).toEqual(['2025-01-31', '2025-06-30'])
  expect(result).toMatchObject({ accounts: 120, lost: 40, unjudged: 0, missing: 0, leadDays: 45 })
  // In March and April all who left stood below all who stayed; January and February lie too far before.
  expect(result.grades.filter(({ judged }) => judged > 0)).toEqual([
    { grade: 'healthy', judged: 4 * 80 + 2 * 80 + 2 * 40, lost: 0 },
    { grade: 'risk', judged: 80, lost: 80 },
  ])
  expect(result.discrimination!.auc).toBe(1)
})

test('the same is taken apart by kind of customer and by length of contract, and by measure where it is replayed', async () => {
  const { database } = server
  const asked = { database, events, workspace, today: day('2025-09-15'), horizon: 60 }
  const ofKind = await testParts({ ...asked, of: 'shown', by: 'account.touch_model' })
  const counts = new Map(ofKind!.parts.map(({ key, accounts, lost }) => [key, [accounts, lost]]))
  expect([counts.get('high'), counts.get('tech')]).toEqual([
    [60, 20],
    [60, 20],
  ])
  expect(ofKind!.parts.find(({ key }) => key === 'high')).toMatchObject({
    verdict: 'tells',
    label: { ja: 'ハイタッチ' },
  })
  const byTenure = await testParts({ ...asked, of: 'shown', by: 'tenure' })
  expect(new Set(byTenure!.parts.map(({ key }) => key))).toEqual(
    new Set(['months0', 'months6', 'months12', 'months24']),
  )
  const { parts } = (await testParts({ ...asked, of: 'replayed', by: 'measure' }))!
  const worth = new Map(parts.map(({ key, verdict }) => [key!.split('/').at(-1), verdict]))
  expect([worth.get('licences'), worth.get('habit')]).toEqual(['tells', 'nothing'])
  expect(await testParts({ ...asked, of: 'shown', by: 'account.owner' })).toBeNull()
})

test('two versions are set against each other over the same month ends, and weights are suggested but not applied', async () => {
  const { api } = await server.signIn('admin', workspace)
  const {
    id: _,
    key,
    version: __,
    publishedAt: ___,
    note: ____,
    ...card
  } = (await api.health.scorecards()).scorecards.find((one) => one.key === 'dear')!
  const draft = { ...card, confidenceNeeded: 1 }
  const onlyHabit = {
    ...draft,
    dimensions: draft.dimensions.flatMap((one) => {
      const measures = one.measures.filter((measure) => measure.key === 'habit')
      return measures.length > 0 ? [{ ...one, measures }] : []
    }),
  }
  const first = { is: 'draft' as const, draft: onlyHabit }
  const found = await api.health.compare({ key, first, second: { is: 'draft', draft }, days: 60 })
  expect(found).toMatchObject({ says: 'second', accounts: 120, lost: 40, missing: 0, days: 60 })
  expect(found.aucs!.difference.low).toBeGreaterThan(0.1)
  expect(found.hits.second.reduce((sum, { judged }) => sum + judged, 0)).toBe(found.judged)
  await expect(api.health.compare({ key, first: { is: 'version', version: 99 }, second: first })).rejects.toMatchObject(
    { code: 'NOT_FOUND' },
  )
  // Eight months with one wave of losses are too short to be fitted and judged on: no weights, and no guess.
  expect(await api.health.weights({ key, draft, days: 60 })).toMatchObject({ missing: 0, found: null })
  const viewer = await server.signIn('viewer', workspace)
  await expect(viewer.api.health.weights({ key, draft })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('what cannot be learnt is counted instead, and where customers stood before they left is told', async () => {
  const { database } = server
  const { model, ...learnt } = await learnRisk({ database, events, workspace, today: day('2025-09-15'), horizon: 60 })
  expect(model).toBeNull() // one wave of losses in eight months: there is nothing later to prove a model on
  const trained = { ...learnt, model }
  const at = new Date('2025-09-15T00:00:00Z')
  await database.workspace(workspace.id, (tx) =>
    keepRisk(tx, workspace.id, { id: crypto.randomUUID(), horizon: 60, by: null, at, trained }),
  )
  const { api } = await server.signIn('viewer', workspace)
  const { card, rates } = await api.health.risk.find()
  expect(card!.kind).toBeNull()
  expect(rates!.all).toMatchObject({ accounts: 120, lost: 40 })
  expect(rates!.cells.map(({ tenure }) => tenure)).toContain('months24')
  const { levels } = await api.health.studies.levels()
  expect(levels[0]).toMatchObject({
    fact: { key: 'metric.licence_use' },
    found: { tells: true, lost: { customers: 40 }, stayed: { customers: 80 } },
  })
  expect(levels.find(({ fact }) => fact.key === 'inquiry.open_count')).toMatchObject({ found: null })
})

test('the line as today’s card gives it stands beside the one that was shown, and says when a version changed', async () => {
  const [account] = watched
  const { database } = server
  const asked = { database, events, workspace, account: account!, today: day('2025-09-15'), days: 300 }
  const { points, breaks } = await recomputedScores(asked)
  expect([points[0]!.day >= '2025-01-10', points.at(-1)!.day, breaks]).toEqual([true, '2025-09-15', []])
  const on = (at: string) => points.findLast((point) => point.day <= at)!.score!
  expect(on('2025-04-30')).toBeGreaterThan(on('2025-09-15')) // its licences fell out of use in July
  const { api } = await server.signIn('admin', workspace)
  await api.health.cards.restore({ key: 'dear', version: 1, basedOn: 1, note: '同じ内容' })
  const later = await recomputedScores(asked)
  expect(later).toMatchObject({ points, breaks: [{ version: 2 }] })
  const catalogue = await database.workspace(workspace.id, (tx) => factCatalogue(tx, workspace))
  const shown = await scoreHistory({ ...asked, catalogue })
  expect(shown[0]).toEqual({ day: '2025-01-10', score: 76, grade: 'healthy' })
})

test('where nothing is known of any month end, that is said instead of a figure', async () => {
  const { api } = await server.signIn('viewer', await testWorkspace(server.database))
  expect(await api.health.backTest({})).toMatchObject({ from: null, discrimination: null, judged: 0, days: 90 })
})
