import type { JourneyMap } from '../map.ts'
import { adoption } from './adoption.ts'
import { onboarding } from './onboarding.ts'
import { renewal } from './renewal.ts'

/** The map that every workspace starts with: 導入期, 定着期, 拡大・更新期. */
export const threePhases: JourneyMap = {
  key: 'three_phases',
  label: { ja: '標準のサクセスジャーニー', en: 'Standard success journey' },
  watchAt: 1.5,
  stalledAt: 2,
  phases: [onboarding, adoption, renewal],
}
