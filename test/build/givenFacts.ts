import { sql } from 'kysely'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import {
  type AccountFacts,
  accountFacts,
  ensureFactColumns,
  factSystem,
  type PassOutcome,
  passOver,
} from '#capabilities/facts/server/index.ts'
import { dayOf } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { withClient } from '#platform/database/client.ts'
import { journalRows } from '#platform/events/journal.ts'
import type { EventStore } from '#platform/events/store.ts'
import type { Workspace } from '#platform/http/context.ts'
import { derivations, facts as product } from '#start/catalogue.ts'
import type { TestDatabase } from '#test/servers/database.ts'

/** Accounts whose source facts a test states itself; everything that is derived from them is the product's own. */
export type GivenFacts = {
  account: (name: string, facts: Record<string, FactValue>) => Promise<AccountId>
  /** States facts anew; what is left out stays as it was. */
  given: (account: AccountId, facts: Record<string, FactValue>) => void
  /** Computes accounts (all of them unless named) as of an instant, and brings the history into the event store. */
  pass: (at: string, accounts?: readonly AccountId[]) => Promise<PassOutcome>
  /** The facts of an account as the last pass left them. */
  facts: (account: AccountId, at: string) => Promise<AccountFacts>
}

/** What is derived is the product's own, but for what a contract makes of usage: tests state that as well. */
const derived = derivations.filter((part) => part.name !== 'usage')
const derivedKeys = new Set(derived.flatMap((part) => part.definitions.map((fact) => fact.key)))
const stateable = product.catalogue.all.filter((fact) => !derivedKeys.has(fact.key))

/** Prepares a workspace for stating facts of its accounts. */
export async function givenFacts(
  database: TestDatabase,
  events: EventStore,
  workspace: Workspace,
): Promise<GivenFacts> {
  const stated = new Map<AccountId, Record<string, FactValue>>()
  const source = { definitions: stateable, load: async () => stated }
  const system = factSystem([source], derived)
  await withClient(database.server.login('owner'), (owner) => ensureFactColumns(owner, system.catalogue))
  const live = { publish: async () => {} }
  const onMalformed = (malformed: string[]) => {
    throw new Error(`of a wrong type: ${malformed.join(', ')}`)
  }
  let projected = 0

  const project = async () => {
    const chunks = await database.workspace(workspace.id, (tx) =>
      sql<{ seq: number; body: Buffer }>`
        select seq, body from journal where workspace_id = ${workspace.id} and kind = 'facts' and seq > ${projected}
        order by seq
      `.execute(tx),
    )
    for (const { seq, body } of chunks.rows) {
      await events.insert('fact_history', journalRows(body))
      projected = seq
    }
  }

  return {
    account: async (name, facts) => {
      const id = crypto.randomUUID() as AccountId
      await database.workspace(workspace.id, (tx) =>
        sql`insert into accounts (workspace_id, id, name) values (${workspace.id}, ${id}, ${name})`.execute(tx),
      )
      stated.set(id, { 'account.name': name, 'account.has_owner': true, ...facts })
      return id
    },
    given: (account, facts) => void stated.set(account, { ...stated.get(account), ...facts }),
    pass: async (at, accounts = [...stated.keys()]) => {
      const tools = { system, events, live, onMalformed }
      const outcome = await database.workspace(workspace.id, (tx) =>
        passOver(tx, tools, workspace, accounts, new Date(at)),
      )
      await project()
      return outcome
    },
    facts: (account, at) => {
      const today = dayOf(Date.parse(at), workspace.timeZone)
      return database.workspace(workspace.id, (tx) => accountFacts(tx, workspace, account, today, system))
    },
  }
}
