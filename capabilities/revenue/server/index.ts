import type { ImportKind, ImportReference } from '#capabilities/connect/server/index.ts'
import { churnImport } from './imports/churnKind.ts'
import { linesImport } from './imports/linesKind.ts'
import { contractLineReference } from './imports/references.ts'

/** What lists of contracts and of customers who left become. */
export const revenueImportKinds: readonly ImportKind[] = [linesImport, churnImport]

/** What cells name a contract line by. */
export const revenueImportReferences: readonly ImportReference[] = [contractLineReference]

export { revenueRawRoutes } from './checksExport.ts'
export type { BillingTools } from './billing/door.ts'
export { chartMogulRoutes } from './billing/chartmogul/routes.ts'
export { billingRoutes } from './billing/routes.ts'
export { stripeRoutes } from './billing/stripe/routes.ts'
export { namedFacts, readNamesNow } from './catalogue/read.ts'
export { readSuccess } from './catalogue/success.ts'
export { createChurn, readChurnRecords, removeChurn } from './churns.ts'
export { type Contract, readContracts, theContract, type Version } from './contractRead.ts'
export { addLine, changeLine, removeVersion, setLineArchived } from './lineWrite.ts'
export { asOfToday } from './contractWrite.ts'
export { readLosses } from './losses.ts'
export { type ContractUndo, endContract, type NextPrice, renewContract, revertContract } from './renew.ts'
export { type EndingContract, readEnding } from './renewing.ts'
export { contractFactSource } from './facts.ts'
export { ledgerDerivation } from './ledger/derive.ts'
export { readOwed } from './ledger/owed.ts'
export { readRates } from './ledger/rates.ts'
export { movementsRawRoutes } from './measures/export.ts'
export { reconcileRawRoutes } from './reconcile/raw.ts'
export { customersLeftRetention } from './retention.ts'
export { revenueRoutes } from './routes.ts'
