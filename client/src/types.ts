import type { operations } from './generated/api.ts'

/** The name of an operation in the API's description, such as `accounts.list`. */
export type Operation = keyof operations

// oxlint-disable-next-line typescript/no-generated-empty-object-type -- of what is given to an operation that takes nothing
type Nothing = Record<never, never>
type Present<Part> = [NonNullable<Part>] extends [never] ? Nothing : NonNullable<Part>
type In<Op, Place extends 'path' | 'query'> = Op extends { parameters: { [P in Place]?: infer Part } }
  ? Present<Part>
  : Nothing
type Body<Op> = Op extends { requestBody?: infer Request }
  ? NonNullable<Request> extends { content: { 'application/json': infer Sent } }
    ? Sent
    : Nothing
  : Nothing

/** What an operation is given: parts of its address, its query and its body in one object. */
export type Given<Name extends Operation> = In<operations[Name], 'path'> &
  In<operations[Name], 'query'> &
  Body<operations[Name]>

/** What an operation answers with. */
export type Answer<Name extends Operation> = operations[Name] extends {
  responses: { 200: { content: { 'application/json': infer Sent } } }
}
  ? Sent
  : undefined

export type CallOptions = {
  /** Ends the call, waits between attempts included. */
  readonly signal?: AbortSignal
  /** Of your own making, for writes that another process may send again; without it every call has one by itself. */
  readonly idempotencyKey?: string
  /** Changes a thing only if it is still as this answer (or `ETag`) shows it; else a BansoError with status 412. */
  readonly ifMatch?: object | string
  /** An answer of the same call: given back as it is where nothing has changed since. */
  readonly known?: object
}

/** One operation as a function; what lists answer in pages can be walked through with `each`. */
export type Method<Name extends Operation> = Call<Given<Name>, Answer<Name>> & Paged<Given<Name>, Answer<Name>>

type Call<What, Told> = Nothing extends What
  ? (given?: What, options?: CallOptions) => Promise<Told>
  : (given: What, options?: CallOptions) => Promise<Told>

type Paged<What, Told> = Told extends { rows: readonly (infer Row)[]; next: string | null }
  ? {
      /** All rows from here to the end of the list, a page at a time as they are needed. */
      each: Nothing extends What
        ? (given?: What, options?: CallOptions) => AsyncGenerator<Row, void>
        : (given: What, options?: CallOptions) => AsyncGenerator<Row, void>
    }
  : Nothing
