import { sql } from 'kysely'
import type { FactDefinition, FactType, FactUnit, FactValue } from '#capabilities/facts/core/fact.ts'
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

type Written = [key: string, type: FactType, unit?: FactUnit]

/** Facts that the ready-made maps, cards and rules ask about, for as long as no capability of this program brings them. */
const asked: readonly Written[] = [
  ['contract.arr', 'money'],
  ['contract.arr_90d_ago', 'money'],
  ['contract.started_on', 'date'],
  ['contract.renewal_on', 'date'],
  ['contract.seats', 'number', 'seats'],
  ['contract.state', 'choice'],
  ['touch.last_on', 'date'],
  ['touch.count_90d', 'number', 'count'],
  ['contacts.decision_maker.last_touch_on', 'date'],
  ['inquiry.open_count', 'number', 'count'],
  ['inquiry.count_7d', 'number', 'count'],
  ['inquiry.usual_7d', 'number', 'count'],
  ['inquiry.satisfaction_90d', 'number'],
  ['inquiry.escalated_30d', 'number', 'count'],
  ['survey.nps.latest', 'number'],
  ['survey.nps.on', 'date'],
  ['survey.csat.latest', 'number'],
  ['survey.csat.on', 'date'],
  ['metric.weekly_active_users', 'number', 'people'],
  ['metric.weekly_active_users.previous', 'number', 'people'],
  ['metric.weekly_active_users.change', 'percent'],
  ['metric.stickiness', 'percent'],
  ['metric.licence_use', 'percent'],
  ['metric.features_used_28d', 'number'],
  ['metric.active_days_28d', 'number', 'days'],
  ['metric.habit_weeks_12', 'number', 'weeks'],
  ['metric.first_value_on', 'date'],
  ['metric.days_to_first_value', 'number', 'days'],
  ['metric.last_seen_on', 'date'],
]

const counted: readonly [key: string, measure: 'days_since' | 'days_until', of: string][] = [
  ['contract.days_to_renewal', 'days_until', 'contract.renewal_on'],
  ['touch.days_since', 'days_since', 'touch.last_on'],
  ['contacts.decision_maker.days_since_touch', 'days_since', 'contacts.decision_maker.last_touch_on'],
  ['metric.days_since_seen', 'days_since', 'metric.last_seen_on'],
]

function definitions(): FactDefinition[] {
  const derived = new Set(derivations.flatMap((part) => part.definitions.map((fact) => fact.key)))
  const known = product.catalogue.all.filter((fact) => !derived.has(fact.key))
  const define = (key: string, type: FactType, more: Partial<FactDefinition>): FactDefinition => ({
    key,
    type,
    label: { ja: key, en: key },
    owner: 'test',
    ...more,
  })
  const all = [
    ...known,
    ...asked.map(([key, type, unit]) => define(key, type, unit ? { unit } : {})),
    ...counted.map(([key, measure, of]) => define(key, 'number', { unit: 'days', derived: { measure, of } })),
  ]
  return [...new Map(all.toReversed().map((fact) => [fact.key, fact])).values()].toReversed()
}

/** Prepares a workspace for stating facts of its accounts. */
export async function givenFacts(
  database: TestDatabase,
  events: EventStore,
  workspace: Workspace,
): Promise<GivenFacts> {
  const stated = new Map<AccountId, Record<string, FactValue>>()
  const source = { definitions: definitions(), load: async () => stated }
  const system = factSystem([source], derivations)
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
