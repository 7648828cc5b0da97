import { sql } from 'kysely'
import { addDays, type Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'

type Segment = { key: string; ja: string; en: string; condition: string }
type Axis = { ja: string; en: string; exclusive: boolean; segments: readonly Segment[] }

/** How the demo company tells its customers apart. */
const axes: readonly Axis[] = [
  {
    ja: '規模',
    en: 'Size',
    exclusive: true,
    segments: [
      { key: 'large', ja: '大企業', en: 'Large', condition: 'account.employees >= 500' },
      { key: 'middle', ja: '中堅', en: 'Middle', condition: 'account.employees >= 100' },
      { key: 'small', ja: '小規模', en: 'Small', condition: 'account.employees < 100' },
    ],
  },
  {
    ja: '気になる動き',
    en: 'Worth a look',
    exclusive: false,
    segments: [
      {
        key: 'falling_use',
        ja: '利用が減っている',
        en: 'Falling use',
        condition: 'metric.weekly_active_users.change <= -20',
      },
      {
        key: 'far_from_decision',
        ja: '決裁者と疎遠',
        en: 'Decision maker out of touch',
        condition: 'contacts.decision_maker.days_since_touch > 90',
      },
      { key: 'low_health', ja: '健康度が低い', en: 'Low health', condition: 'health.score < 55' },
    ],
  },
]

/** Years that the demo company looks back on. */
const daysBack = 3 * 365

/** Gives the demo company its axes and segments, as if it had had them all the time: its customers come and go in them. */
export async function installSegments(tx: Tx, workspace: WorkspaceId, today: Day, newId: () => string): Promise<void> {
  const since = `${addDays(today, -daysBack)}T00:00:00Z`
  for (const [place, axis] of axes.entries()) {
    const axisId = newId()
    await sql`
      insert into segment_axes (workspace_id, id, label_ja, label_en, exclusive, position, created_at)
      values (${workspace}, ${axisId}, ${axis.ja}, ${axis.en}, ${axis.exclusive}, ${place}, ${since})
    `.execute(tx)
    for (const [at, { key, ja, en, condition }] of axis.segments.entries())
      await sql`
        insert into segments (workspace_id, id, key, axis_id, label_ja, label_en, kind, condition, position, created_at)
        values (${workspace}, ${newId()}, ${key}, ${axisId}, ${ja}, ${en}, 'live', ${condition}, ${at}, ${since})
      `.execute(tx)
  }
}
