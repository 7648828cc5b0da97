import type { ImportKind, ImportReference } from './kind.ts'
import type { CallContext } from '#platform/http/context.ts'

/** What can be imported and what cells may refer to: filled by start/catalogue.ts from all capabilities. */
export type ImportCatalogue = {
  readonly kinds: readonly ImportKind[]
  readonly references: readonly ImportReference[]
}

/** What imports work with. */
export type ImportParts = Pick<CallContext, 'database' | 'files' | 'live' | 'now' | 'newId'> & {
  readonly catalogue: ImportCatalogue
  /** How many rows one transaction takes; 2000 unless told. */
  readonly rowsAtOnce?: number
}
