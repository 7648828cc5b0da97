import type { RawBuilder } from 'kysely'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { AccountId, WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'

/** A step, of a template or of a customer's plan, that names an item. */
export type ContentUse = {
  where: 'template' | 'plan'
  id: string
  name: Label
  step: Label
  account: { id: string; name: string } | null
}

/** A step of a customer's running plan that names an item. */
export type AskedStep = {
  accountId: AccountId
  stepId: string
  key: string
  plan: string
  step: Label
  isOver: boolean
}

/** A hearing sheet that was sent, and the step it was answered for. */
export type SentSheet = { stepId: string; title: Label }

export type OurCall = Pick<CallContext, 'caller' | 'now' | 'today' | 'newId' | 'live'>
export type GuestCall = Pick<CallContext, 'guest' | 'now' | 'today' | 'newId' | 'live'>

/** What those above know of items; `start/catalogue.ts` tells it. */
export type ContentHooks = {
  /** How many steps name each item, of templates and of plans that run. */
  countUses: (tx: Tx, workspaceId: WorkspaceId) => Promise<ReadonlyMap<string, number>>
  /** Which steps name an item. */
  usesOf: (tx: Tx, workspaceId: WorkspaceId, key: string) => Promise<ContentUse[]>
  /** The steps of customers' running plans that name items. */
  stepsOf: (tx: Tx, workspaceId: WorkspaceId, accounts: RawBuilder<string[]>) => Promise<AskedStep[]>
  /** The items that a step names which a guest sees; refused as not there where they do not see the step. */
  seenByGuest: (tx: Tx, call: GuestCall, stepId: string) => Promise<readonly string[]>
  /** A sheet was sent: a step that is closed by one ends. */
  sent: (tx: Tx, call: OurCall, sheet: SentSheet) => Promise<void>
  sentByGuest: (tx: Tx, call: GuestCall, sheet: SentSheet) => Promise<void>
}
