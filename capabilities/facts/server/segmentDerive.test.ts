import { expect, test } from 'vitest'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { testServer } from '#test/servers/server.ts'
import { compute } from './compute.ts'
import { layoutOf } from './layout.ts'
import type { Derivation, FactSource } from './page.ts'
import { earlySegmentsDerivation, segmentsDerivation } from './segmentDerive.ts'
import { factSystem } from './system.ts'

const server = await testServer()
const define = (key: string, type: FactDefinition['type']): FactDefinition => ({
  key,
  type,
  label: { ja: key, en: key },
  owner: 'test',
})
const source: FactSource = {
  definitions: [define('account.employees', 'number')],
  load: async ({ accounts }) => new Map(accounts.map((id) => [id, { 'account.employees': 900 }])),
}
const seen: unknown[] = []
/** In the place of health: a scorecard that looks at segments, and scores everybody low. */
const health: Derivation = {
  name: 'health',
  definitions: [define('health.score', 'number')],
  prepare: async () => async (page) => {
    for (const id of page.accounts) {
      seen.push(page.read(id, 'segments'))
      page.set(id, 'health.score', 10)
    }
  },
}

test('segments that ask nothing of health are known to it, and those that ask for it know the score', async () => {
  const ops = await server.signIn('cs_ops')
  const { id } = await ops.api.accounts.create({ name: '青葉商事' })
  for (const [en, condition] of [
    ['Large', 'account.employees > 500'],
    ['Low', 'health.score < 50'],
  ] as const) {
    const axis = await ops.api.facts.segments.createAxis({ label: { ja: en, en } })
    await ops.api.facts.segments.create({ axisId: axis.id, label: { ja: en, en }, kind: 'live', condition })
  }
  const system = factSystem([source], [earlySegmentsDerivation, health, segmentsDerivation])
  const { catalogue } = system
  const layout = layoutOf(catalogue)
  const now = new Date()
  const { workspace } = ops
  const rows = await server.database.workspace(workspace.id, async (tx) => {
    const today = dayOf(now.getTime(), workspace.timeZone)
    const page = { tx, workspace, accounts: [id as AccountId], today, until: now, now }
    return (await compute({ ...page, events: server.app.events }, system, { catalogue, layout, before: new Map() }))
      .rows
  })
  expect(seen).toEqual([['large']])
  expect(rows.get(id as AccountId)![layout.slotOf.get('segments')!]).toEqual(['large', 'low'])
})
