import { beginning } from './beginning.ts'
import { reviews } from './reviews.ts'
import { running } from './running.ts'
import { sheets } from './sheets.ts'
import type { ReadyItem } from './write.ts'

/** What a library begins with: what a customer and a CSM need from the kick-off to the first report. */
export const readyItems: readonly ReadyItem[] = [...beginning, ...sheets, ...reviews, ...running]
