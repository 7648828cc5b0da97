import type { ImportKind, ImportReference } from '#capabilities/connect/server/index.ts'
import { churnImport } from './imports/churnKind.ts'
import { linesImport } from './imports/linesKind.ts'
import { contractLineReference } from './imports/references.ts'

/** What lists of contracts and of customers who left become. */
export const revenueImportKinds: readonly ImportKind[] = [linesImport, churnImport]

/** What cells name a contract line by. */
export const revenueImportReferences: readonly ImportReference[] = [contractLineReference]

export { readLosses } from './losses.ts'
export { contractFactSource } from './facts.ts'
export { revenueRoutes } from './routes.ts'
