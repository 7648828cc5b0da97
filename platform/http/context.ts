import type { Day } from '#kernel/day.ts'
import type { FieldClass, Permission } from '#kernel/exchange.ts'
import type { AccountId, ContactId, PersonId, WorkspaceId } from '#kernel/id.ts'
import type { Database, Reach, Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Files } from '#platform/files/files.ts'
import type { Live } from '#platform/http/live.ts'
import type { Identity } from '#platform/identity/identity.ts'
import type { Queue } from '#platform/queue/queue.ts'

export type Locale = 'ja' | 'en'

/** The company whose customers these are, and how it counts: its time zone, its currency, its fiscal year. */
export type Workspace = {
  readonly id: WorkspaceId
  readonly name: string
  readonly locale: Locale
  /** An IANA name; a day is a day there. */
  readonly timeZone: string
  /** ISO 4217. */
  readonly currency: string
  /** 1 to 12. */
  readonly fiscalStartMonth: number
}

/** As whom an administrator looks who sees for a while what somebody else would, and who it is. */
export type Viewing = {
  readonly by: { readonly workspaceId: WorkspaceId; readonly personId: PersonId }
  readonly as: 'person' | 'role'
  readonly label: { readonly ja: string; readonly en: string }
  readonly since: Date
  readonly until: Date
}

/** The person who calls, as their session and their role stand at this very request. */
export type Caller = {
  readonly workspaceId: WorkspaceId
  readonly personId: PersonId
  /** The identity that signed in (schema auth); one identity may be a person in several workspaces. */
  readonly userId: string
  readonly name: string
  readonly role: string
  readonly permissions: ReadonlySet<Permission>
  /** Which customers they reach; null: all. */
  readonly reach: Reach | null
  /** Which kinds of fields they see. */
  readonly fieldClasses: ReadonlySet<FieldClass>
  readonly locale: Locale
  readonly workspace: Workspace
  /** When their session last proved who it is; absent where there is no session. */
  readonly provenAt?: Date
  /** The identity provider of the company that vouches for their session; absent where they proved themselves here. */
  readonly providerId?: string
  /** What the workspace asks of their sign-in that is not there yet; nothing else is open to them before. */
  readonly owes?: 'factor'
  /** They only look as this person, or as somebody of this role, would: `userId` and the language are their own. */
  readonly viewing?: Viewing
  /** A program calls by one of this person's API keys; with a session there is none. */
  readonly key?: { readonly id: string; readonly name: string }
}

/**
 * A customer's own person who came in by a personal link and proved it with a code: what the link was made for, as it
 * stands at this very request. A guest is nobody of ours: no role, no permission.
 */
export type Guest = {
  readonly workspaceId: WorkspaceId
  readonly workspace: Workspace
  readonly accountId: AccountId
  readonly contactId: ContactId
  readonly name: string
  /** The plan that the link opens; null: none in particular. */
  readonly planId: string | null
  /** The part in the plan that the link was made for: promoter, operator, decision_maker or user. */
  readonly role: string
  readonly locale: Locale
  readonly linkId: string
}

/** What is known of the request itself, for the routes that sign people in and out. */
export type Visit = {
  /** The network address the request came from. */
  readonly address: string
  readonly userAgent: string | null
  /** The address under which this visitor reaches Banso, e.g. `http://localhost:3000`. */
  readonly origin: string
  /** The token of the session the request carries, whether or not it still counts. */
  readonly sessionToken: string | null
  /** The token of a sign-in that is on its way to an identity provider and back. */
  readonly tripToken: string | null
  /** The token by which a browser is known that guests came in with, and the link that this request is about. */
  readonly guest: {
    readonly token: string | null
    readonly linkId: string | null
    /** Lets the browser keep a token for so many days; sent to no other site, and readable by no script. */
    readonly keep: (token: string, days: number) => void
  }
  /** The language the visitor prefers: from the session, else from Accept-Language, else Japanese. */
  readonly locale: Locale
  /** Adds a Set-Cookie header to the answer. */
  readonly setCookie: (cookie: string) => void
}

/** What every route is given beside its input. */
export type CallContext = {
  /** Present on every route except those open to anybody; reading it there throws. */
  readonly caller: Caller
  /** Present on the routes of guests; reading it elsewhere throws. */
  readonly guest: Guest
  readonly database: Database
  readonly events: EventStore
  readonly live: Live
  readonly queue: Queue
  readonly files: Files
  readonly identity: Identity
  readonly now: () => Date
  /** The day it is in the workspace of the caller or guest. */
  readonly today: () => Day
  /** A new identifier (UUID version 7). */
  readonly newId: <T extends string>() => T
  /** One transaction that sees the workspace of the caller or guest only. */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** The same for what only looks, statement by statement: sees the caller's workspace only. */
  readonly look: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly requestId: string
  readonly visit: Visit
}
