import type { ImportKind, ImportReference } from '#capabilities/connect/server/index.ts'
import { accountsImport } from './imports/accountsKind.ts'
import { contactsImport } from './imports/contactsKind.ts'
import { accountReference, contactReference, personReference } from './imports/references.ts'

/** What lists of customers and of their people become. */
export const accountsImportKinds: readonly ImportKind[] = [accountsImport, contactsImport]

/** What cells name an account, a contact and one of our people by. */
export const accountsImportReferences: readonly ImportReference[] = [
  accountReference,
  contactReference,
  personReference,
]

export { accountsRawRoutes } from './export.ts'
export { accountFactSource } from './facts.ts'
export { knownAccounts } from './known.ts'
export { accountsIn, reachPart } from './reach.ts'
export { installViews } from './readyViews.ts'
export { listAccounts } from './list.ts'
export { accountsRoutes } from './routes.ts'
export { readFields } from './fieldRead.ts'
export { lockOwnFields, writeOwnFields } from './ownFields.ts'
export { type Call } from './accountWrite.ts'
export { addContact } from './contactWrite.ts'
export { publish, theAccount } from './accountActions.ts'
export { refusingTaken } from './taken.ts'
export { viewUses } from './viewUses.ts'
