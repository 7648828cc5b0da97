import { accountRoutes } from './contract/account.ts'
import { bulkRoutes } from './contract/bulk.ts'
import { contactRoutes } from './contract/contact.ts'
import { fieldRoutes } from './contract/field.ts'
import { listRoutes } from './contract/list.ts'
import { upsertRoutes } from './contract/upsert.ts'
import { viewRoutes } from './contract/view.ts'

/** What accounts promise: the customer list, the customer, the people at it, own fields and saved views. */
export const accountsContract = {
  ...listRoutes,
  ...accountRoutes,
  ...upsertRoutes,
  changes: bulkRoutes,
  contacts: contactRoutes,
  fields: fieldRoutes,
  views: viewRoutes,
}
