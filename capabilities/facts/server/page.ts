import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { FactDefinition, FactValue } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { LiveMessage } from '#platform/http/live.ts'

/** What computing facts needs to know of a workspace. */
export type FactWorkspace = {
  id: WorkspaceId
  name: string
  locale: 'ja' | 'en'
  timeZone: string
  currency: string
  fiscalStartMonth: number
}

/**
 * Some accounts (one, or some thousand) that are computed together, in one transaction, in one workspace. What is told of
 * them stands on the day, never on the hour: there is no moment of now here, so that computing at nine what is asked at
 * noon, or on a clock that was put back in between, gives the same.
 */
export type FactPage = {
  tx: Tx
  workspace: FactWorkspace
  accounts: readonly AccountId[]
  /** The day it is in the workspace's time zone. */
  today: Day
  /** The last instant of that day: what lies behind it has not happened yet. */
  until: Date
  events: EventStore
  /** A day long past is worked out: what cannot be told of it is left out, never taken from today. */
  past?: true
  /** Only definitions are others than in the pass before: what sources said then stands, and none is asked again. */
  stored?: boolean
  /** Tells open pages, when the pass commits, what was changed beside facts; left out where nobody looks on. */
  tell?: (message: LiveMessage) => Promise<void>
}

/** Facts of accounts by key. A key that is left out is missing, and an account that is left out has none of them. */
export type FactRows = Map<AccountId, Record<string, FactValue>>

/** Where facts come from: a capability reads its own tables once for a whole page. */
export type FactSource = {
  /** Facts that exist in every workspace. Stored ones must come from `load`; clock facts must not. */
  definitions: readonly FactDefinition[]
  /** Facts of this workspace alone (custom fields), or known ones under its own labels and choices. */
  workspaceDefinitions?(tx: Tx, workspace: FactWorkspace): Promise<FactDefinition[]>
  /** Asks the event store, which takes its time: begun before those that ask PostgreSQL, so that both work at once. */
  asksEvents?: true
  /**
   * What it tells stands on data with dates of their own: it can be asked of a past day, `except` for facts that look
   * ahead or stand on marks without a date.
   */
  dated?: { except: readonly string[] }
  load(page: FactPage): Promise<FactRows>
}

/** A page whose facts are not known yet, but those of the pass before. */
export type EarlyPage = FactPage & {
  /** When that is found out which is written down with its moment. Nothing is reckoned with it: `until` is for that. */
  now: Date
  catalogue: Catalogue
  /** The value as it was stored by the pass before; null where there was none. */
  before(account: AccountId, key: string): FactValue
  /** Whether the account is computed for the first time. */
  isNew(account: AccountId): boolean
}

/** A page whose sources have been read: what is derived may read all facts and add its own. */
export type DerivePage = EarlyPage & {
  /** The value as computed in this pass so far; clock facts are answered too. */
  read(account: AccountId, key: string): FactValue
  set(account: AccountId, key: string, value: FactValue): void
}

/** The beginning of a turn in which all accounts of a workspace are computed: their facts are those of the last pass. */
export type TurnStart = Pick<FactPage, 'tx' | 'workspace' | 'today'>

/** Sets facts that follow from others, and may write tables of its own in the page's transaction. */
export type Derive = (page: DerivePage) => Promise<void>

/**
 * What follows from facts: phases, scores, signals. Derivations run in the order of the catalogue after all sources, and
 * each sees what those before it have set.
 */
export type Derivation = {
  name: string
  /** It only reckons with the facts of the page, and writes nothing: it can be asked of a past day. */
  dated?: true
  /**
   * It stands on use, and on definitions that have sources read again when they change: where sources are not asked
   * again it is not either, and its facts stay. Only such a one may have facts of a workspace alone.
   */
  likeSource?: true
  definitions: readonly FactDefinition[]
  workspaceDefinitions?(tx: Tx, workspace: FactWorkspace): Promise<FactDefinition[]>
  /** Works out what stands on all accounts together, once before a turn computes each of them. */
  beforeAll?(turn: TurnStart): Promise<void>
  /**
   * Reads what it needs beside facts, and answers how facts follow from it. All reading of a page is done side by side,
   * so that the stores wait for each other as little as may be.
   */
  prepare(page: EarlyPage): Promise<Derive>
}
