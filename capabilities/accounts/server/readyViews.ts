import { uuidV7 } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'
import { insertView } from './views.ts'

/** Ready-made views belong to nobody in particular: they are Banso's, and anybody who may share views may change them. */
const nobody = '00000000-0000-0000-0000-000000000000'

const columns = [
  'health.score',
  'health.change_28d',
  'phase.key',
  'contract.arr',
  'contract.renewal_on',
  'account.owner',
]

const views = [
  {
    name: { ja: '健康度が危険', en: 'At risk' },
    condition: 'health.grade == "risk"',
    sort: '-contract.arr',
    columns: [...columns, 'metric.weekly_active_users', 'metric.weekly_active_users.change'],
  },
  {
    name: { ja: '90日以内に更新', en: 'Renewal within 90 days' },
    condition: 'contract.days_to_renewal >= 0 && contract.days_to_renewal <= 90',
    sort: 'contract.renewal_on',
    columns: [...columns, 'contract.days_to_renewal', 'touch.days_since'],
  },
  {
    name: { ja: '進みが遅い', en: 'Behind their phase' },
    condition: 'phase.lateness == "stalled" || phase.lateness == "watch"',
    sort: 'phase.entered_on',
    columns: [
      'phase.key',
      'phase.days',
      'phase.expected_days',
      'phase.lateness',
      'health.score',
      'contract.arr',
      'account.owner',
    ],
  },
  {
    name: { ja: '担当がいない', en: 'Without an owner' },
    condition: '!account.has_owner',
    sort: '-contract.arr',
    columns: ['contract.arr', 'health.score', 'phase.key', 'contract.renewal_on', 'account.industry', 'account.region'],
  },
]

/** The views that a new workspace begins with, in its language. */
export async function installViews(tx: Tx, workspace: Workspace): Promise<void> {
  for (const [position, { name, ...view }] of views.entries()) {
    await insertView(tx, workspace.id, {
      ...view,
      id: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
      ownerId: nobody,
      name: name[workspace.locale],
      sharing: 'shared',
      groupBy: null,
      position,
    })
  }
}
