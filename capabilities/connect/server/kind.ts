import type { Day } from '#kernel/day.ts'
import type { ImportId, PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { ImportRow, ImportSubject, Referenced, RowOutcome } from '../core/kind.ts'

/** What an import needs to know of the workspace it runs in. */
export type ImportWorkspace = {
  readonly id: WorkspaceId
  readonly currency: string
  readonly timeZone: string
  readonly locale: 'ja' | 'en'
}

/** The rows of one transaction (some thousand) and what surrounds them. */
export type ImportBatch = {
  readonly tx: Tx
  readonly workspace: ImportWorkspace
  readonly importId: ImportId
  /** Who runs it; null: the command line or Banso itself. */
  readonly personId: PersonId | null
  readonly rows: readonly ImportRow[]
  /** The chosen options of the kind (`currency`, `source` …). */
  readonly options: Readonly<Record<string, string>>
  readonly now: Date
  readonly today: Day
  readonly newId: CallContext['newId']
  readonly changes: ImportChanges
}

/**
 * Keeps what is needed to undo. Rows are named by the columns of their primary key without workspace_id
 * (`{ id }`, `{ source, external_id }`); further columns may be added and are handed to `beforeUndo`.
 * Call `changing` before the update (or delete), `creating` at any time of the write.
 */
export type ImportChanges = {
  readonly creating: (table: string, keys: readonly RowKey[]) => void
  readonly changing: (table: string, keys: readonly RowKey[]) => Promise<void>
}
export type RowKey = Readonly<Record<string, string | number | null>>

/** What would become of each row, in the order of the rows, and the way to make it so. */
export type ImportPlan = {
  readonly outcomes: readonly RowOutcome[]
  /** Carries it out, set-based, in the same transaction. A preview never calls it. */
  readonly write: () => Promise<void>
}

/**
 * One kind of thing that can be imported, implemented by the capability that owns it.
 * The engine has read, typed and checked the cells, resolved references, refused rows that repeat an identity of the
 * same file; `plan` decides by reading alone (its transaction is read-only in a preview), and `write` writes, sets
 * `import_id` where the tables have it, and records what undo needs.
 */
export type ImportKind = {
  readonly key: string
  /** The fields and options on offer, the workspace's own fields included. */
  readonly describe: (tx: Tx, workspace: ImportWorkspace) => Promise<ImportSubject>
  /** What makes two rows of a file the same thing, or null where a row has no identity of its own. */
  readonly identify: (row: ImportRow, options: Readonly<Record<string, string>>) => string | null
  readonly plan: (batch: ImportBatch) => Promise<ImportPlan>
  /**
   * Called in the transaction that undoes, before recorded rows of `table` are deleted (`created`) or put back: for what
   * hangs on them elsewhere. `keys` are as they were recorded.
   */
  readonly beforeUndo?: (undo: UndoStep) => Promise<void>
  /**
   * Takes back what the import wrote elsewhere than in rows that were recorded (events in the journal), all at once, in
   * the transaction that ends the undo. Returns how much was removed.
   */
  readonly undo?: (undo: Pick<UndoStep, 'tx' | 'workspace' | 'importId'>) => Promise<number>
  /**
   * Which rows of a table must not be removed by an undo because something of this kind hangs on them that PostgreSQL
   * doesn't know of (usage events of an account). What foreign keys tell need not be repeated.
   */
  readonly holds?: (tx: Tx, table: string, ids: readonly string[]) => Promise<readonly string[]>
}

export type UndoStep = {
  readonly tx: Tx
  readonly workspace: ImportWorkspace
  readonly importId: ImportId
  readonly table: string
  readonly created: boolean
  readonly keys: readonly RowKey[]
  readonly now: Date
}

/** Finds what reference cells name. Offered by the capability that owns the thing, composed in start/catalogue.ts. */
export type ImportReference = {
  /** What fields say in `reference`. */
  readonly name: string
  /**
   * The thing each text names, in one query. A text that names nothing is left out; one that names several things
   * is answered with 'ambiguous'. `options` are the import's (the id source, for instance).
   */
  readonly resolve: (
    tx: Tx,
    workspace: ImportWorkspace,
    texts: readonly string[],
    options: Readonly<Record<string, string>>,
  ) => Promise<Map<string, Referenced | 'ambiguous'>>
}
