import type { ImportKind } from '#capabilities/connect/server/index.ts'
import { inquiriesImport, surveysImport } from './imports/kinds.ts'

/** What lists of inquiries and of answers to surveys become. */
export const timelineImportKinds: readonly ImportKind[] = [inquiriesImport, surveysImport]

export { timelineFactSource } from './facts.ts'
export { startTextFill } from './fillTexts.ts'
export { searchTimeline } from './search.ts'
export { inquiriesWithin } from './inquiriesWithin.ts'
export { noteOfCustomer } from './ofCustomer.ts'
export { timelineRetention } from './retention.ts'
export { timelineRoutes } from './routes.ts'
export { type Happened, recordActivities } from './activityRecord.ts'
