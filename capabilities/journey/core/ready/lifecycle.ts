import type { JourneyMap } from '../map.ts'
import { stagesAfter } from './stagesAfter.ts'
import { stagesBefore } from './stagesBefore.ts'

/**
 * Ready-made: the eight stages of the lifecycle, so that marketing, sales and customer success see the same customer from
 * the first contact to renewal.
 */
export const lifecycle: JourneyMap = {
  key: 'lifecycle',
  label: { ja: '顧客ライフサイクルの八段階', en: 'Eight stages of the lifecycle' },
  watchAt: 1.5,
  stalledAt: 2,
  phases: [...stagesBefore, ...stagesAfter],
}
