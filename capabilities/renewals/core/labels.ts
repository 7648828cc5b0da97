import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Category, Outcome } from './words.ts'

export const categoryLabels: Record<Category, Label> = {
  commit: { ja: '確実', en: 'Commit' },
  likely: { ja: '見込みあり', en: 'Likely' },
  at_risk: { ja: '危うい', en: 'At risk' },
  lost: { ja: '失注見込み', en: 'Lost' },
}

export const outcomeLabels: Record<Outcome, Label> = {
  renewed: { ja: '更新', en: 'Renewed' },
  renewed_up: { ja: '増額更新', en: 'Renewed up' },
  renewed_down: { ja: '減額更新', en: 'Renewed down' },
  lost: { ja: '失注', en: 'Lost' },
}
