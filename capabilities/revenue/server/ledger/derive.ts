import { sql } from 'kysely'
import { type Derivation, type FactPage, idArray } from '#capabilities/facts/server/index.ts'
import { monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import { accountLedger } from '#capabilities/revenue/core/ledger/ledger.ts'
import { sliceLedgers } from '#capabilities/revenue/core/ledger/slices.ts'
import { exchangeRates } from '#capabilities/revenue/core/ledger/rates.ts'
import { ledgerFacts } from '#capabilities/revenue/core/ledgerFacts.ts'
import { addMonths, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { readConventions } from './conventions.ts'
import { type KeptLedger, keepLedgers } from './keep.ts'
import { readLines } from './lines.ts'
import { forgetGone, holdOwed, oweForeign } from './owed.ts'
import { readRates } from './rates.ts'
import { forgetLeft } from '../reconcile/store.ts'

/** How far ahead the ledger knows what is agreed already, months. */
const ahead = 120

/** Keeps the ledgers of accounts whose contracts were changed, and says of each what last moved its MRR. */
export const ledgerDerivation: Derivation = {
  name: 'ledger',
  likeSource: true,
  definitions: ledgerFacts,
  beforeAll: async ({ tx, workspace }) => {
    await forgetGone(tx, workspace.id)
    await forgetLeft(tx, workspace.id)
    await oweForeign(tx, workspace.id, workspace.currency)
  },
  prepare: async (page) => {
    const ledgers = await deriveOwed(page)
    const unchanged = ledgers.length === 0 ? await readLast(page) : null
    return async ({ accounts, set }) => {
      if (!unchanged) await keepLedgers(page.tx, page.workspace.id, ledgers, monthOf(page.today))
      const last = unchanged ?? (await readLast(page))
      for (const account of accounts) {
        set(account, 'contract.last_movement', last.get(account)?.kind ?? null)
        set(account, 'contract.last_movement_on', last.get(account)?.on ?? null)
      }
    }
  },
}

/** The ledgers of those accounts of a page whose contracts were changed. */
async function deriveOwed({ tx, workspace, accounts, today }: FactPage): Promise<KeptLedger[]> {
  const owed = await holdOwed(tx, workspace.id, accounts)
  if (owed.length === 0) return []
  const { conventions } = await readConventions(tx, workspace.id)
  const rates = exchangeRates(workspace.currency, await readRates(tx, workspace.id))
  const view = { asOf: addMonths(today, ahead), rates, conventions }
  const lines = await readLines(tx, workspace.id, owed)
  return lines.map((one, at) => {
    const whole = accountLedger(one, view)
    return { ...whole, account: owed[at]!, slices: sliceLedgers(one, view, whole) }
  })
}

type Last = { account: AccountId; kind: string; on: Day }

/** What last moved the MRR of each account, until today. */
async function readLast({ tx, workspace, accounts, today }: FactPage): Promise<Map<AccountId, Last>> {
  const { rows } = await sql<Last>`
    select a.id as account, last.kind, last.on from unnest(${idArray(accounts)}) as a (id) cross join lateral (
      select kind, moved_on as on from revenue_movements
      where workspace_id = ${workspace.id} and account_id = a.id and moved_on <= ${today}::date and kind not in ('fx', 'uncounted')
      order by moved_on desc limit 1
    ) as last
  `.execute(tx)
  return new Map(rows.map((row) => [row.account, row]))
}
