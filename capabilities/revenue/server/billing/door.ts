import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Database, Tx } from '#platform/database/scope.ts'
import type { Live } from '#platform/http/live.ts'

/** Finds the accounts of a billing system's customers, or makes them; accounts are another capability's. */
export type KnownAccounts = (
  tx: Tx,
  of: {
    by: { workspaceId: WorkspaceId; system: true }
    source: string
    origin: string
    newId: () => string
  },
  wanted: readonly { externalId: string; name: string }[],
) => Promise<Map<string, AccountId>>

/** What everything that comes in from a billing system works with. */
export type BillingTools = {
  readonly database: Database
  readonly live: Live
  readonly now: () => Date
  readonly newId: () => string
  readonly knownAccounts: KnownAccounts
}

/** The source that something came in from, known by its key or its address. */
export type KnownSource = {
  readonly id: string
  readonly workspaceId: WorkspaceId
  /** The source of external ids by which its customers are known. */
  readonly accountsSource: string
  readonly timeZone: string
  readonly currency: string
}

/** Something came in, within its transaction. */
export type Arrival = BillingTools & { readonly tx: Tx; readonly source: KnownSource }
