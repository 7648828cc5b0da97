import type { AccountId } from '#kernel/id.ts'

/** What a question is kept from: all accounts but `only` these (null: none), and the history of some facts. */
export type Confined = { readonly only: readonly AccountId[] | null; readonly withoutFacts: readonly string[] }

/** Values bound to `{name:Type}` in SQL. Text that came from outside reaches the event store in no other way. */
export type QueryParams = Readonly<Record<string, unknown>>

/**
 * The event store: ClickHouse's dialect over usage events and the history of facts, embedded or a server of the
 * operator's. It is a projection of the journal, and can be built again from it.
 */
export type EventStore = {
  /**
   * Rows of one select, as JSON values. It can neither write nor reach files and networks. Confined, every table
   * reads as though it held no rows of other accounts and facts, wherever the select names it.
   */
  readonly query: <Row>(sql: string, params?: QueryParams, confined?: Confined) => Promise<Row[]>
  /** Puts newline-delimited JSON rows into a table; durable when it resolves. Answers how many rows were written. */
  readonly insert: (table: string, ndjson: Buffer) => Promise<number>
  /** A statement that changes something: for the projector and for migrations, with SQL that stands in our code. */
  readonly command: (sql: string, params?: QueryParams) => Promise<void>
  /** Whether it answers now. */
  readonly ready: () => Promise<boolean>
}

/** The event store cannot be reached at present; nothing is wrong with the question. */
export class EventStoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('the event store cannot be reached', { cause })
    this.name = 'EventStoreUnavailable'
  }
}
