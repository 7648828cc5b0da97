import type { ImportKind } from '#capabilities/connect/server/index.ts'
import { inquiriesImport, surveysImport } from './imports/kinds.ts'

/** What lists of inquiries and of answers to surveys become. */
export const timelineImportKinds: readonly ImportKind[] = [inquiriesImport, surveysImport]

export { timelineFactSource } from './facts.ts'
export { timelineRoutes } from './routes.ts'
