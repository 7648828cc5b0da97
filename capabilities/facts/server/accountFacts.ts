import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { factValue, type Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import type { FactValue } from '#capabilities/facts/core/fact.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { FactWorkspace } from './page.ts'
import { readRows } from './rows.ts'
import { factCatalogue, facts } from './system.ts'

/** The facts of one account as they were last computed, with what asking conditions about them needs. */
export type AccountFacts = {
  catalogue: Catalogue
  moment: Moment
  /** Clock facts are counted up to `moment.today`; null where missing. */
  value(key: string): FactValue
}

/** Reads the facts of one account; an account that was not computed yet has none. */
export async function accountFacts(
  tx: Tx,
  workspace: FactWorkspace,
  account: AccountId,
  today: Day,
  system = facts(),
): Promise<AccountFacts> {
  const catalogue = await factCatalogue(tx, workspace, system)
  const row = (await readRows(tx, workspace.id, [account], catalogue.all)).get(account) ?? {}
  const moment = { today, currency: workspace.currency, timeZone: workspace.timeZone }
  return { catalogue, moment, value: (key) => factOf(catalogue, row, moment, key) }
}

/** A fact of a row of stored facts; clock facts are counted. */
export function factOf(catalogue: Catalogue, row: Record<string, FactValue>, moment: Moment, key: string): FactValue {
  const fact = catalogue.get(key)
  return fact?.derived ? factValue(fact)((stored) => row[stored] ?? null, moment) : (row[key] ?? null)
}
