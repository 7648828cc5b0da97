import { withheldPart } from '#capabilities/access/server/index.ts'
import { reachPart } from '#capabilities/accounts/server/index.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { classedFacts } from '#capabilities/facts/server/index.ts'
import type { Part } from '#platform/database/migrate.ts'
import { classedColumns } from './classedColumns.ts'
import { sharedTables } from './sharedTables.ts'

/** What keeps people from customers out of their reach and from values that they do not see: made when all tables are there. */
export const confining = (catalogue: Catalogue): readonly Part[] => [
  reachPart(sharedTables),
  withheldPart(classedColumns, classedFacts(catalogue)),
]
