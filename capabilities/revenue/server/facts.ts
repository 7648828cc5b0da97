import { sql } from 'kysely'
import { type FactPage, type FactRows, type FactSource, idArray } from '#capabilities/facts/server/index.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { type ChurnSum, type ContractSum, contractFactsOf, type Paid } from '../core/accountContracts.ts'
import { successOf } from '../core/catalogue/success.ts'
import { contractFacts, planFact, productsFact } from '../core/facts.ts'
import { successFacts, successFactsOf, successProductFact } from '../core/successFacts.ts'
import { namedFacts } from './catalogue/read.ts'
import { readSuccess } from './catalogue/success.ts'
import { readPaid } from './paid.ts'

/** What contracts tell of each customer; what it pays, by its ledger. */
export const contractFactSource: FactSource = {
  definitions: contractFacts,
  workspaceDefinitions: (tx, { id }) =>
    namedFacts(tx, id, [
      [planFact, 'plan'],
      [productsFact, 'product'],
      [successProductFact, 'product'],
    ]),
  // When a contract ends may have been written down only when it ended; of success types only the present ones are known.
  dated: { except: ['contract.renewal_on', 'contract.auto_renews', ...successFacts.map(({ key }) => key)] },
  load,
}

async function load(page: FactPage): Promise<FactRows> {
  const contracts = Map.groupBy(await readSums(page), (row) => row.accountId)
  const paid = await readPaid(page, addDays(page.today, -90))
  const churns = new Map((await readChurns(page)).map((row) => [row.accountId, row]))
  const types = await readSuccess(page.tx, page.workspace.id)
  const stayed: ChurnSum = { churnedOn: null, reactivatedOn: null }
  const nothing: Paid = { now: 0n, then: 0n }
  return new Map(
    page.accounts.map((id) => {
      const own = contractFactsOf(
        contracts.get(id) ?? [],
        churns.get(id) ?? stayed,
        paid.get(id) ?? nothing,
        page.today,
      )
      const products = (own['contract.products'] ?? []) as readonly string[]
      return [id, { ...own, ...successFactsOf(successOf(types, products)) }]
    }),
  )
}

type SumRow = Omit<ContractSum, 'plan' | 'planRate' | 'products'> & {
  accountId: AccountId
  /** Of the prices that hold today, in one order: plan, rate and product. */
  plans: (string | null)[] | null
  planRates: number[] | null
  products: string[] | null
}

/** Every contract of the page with its recurring lines added up. */
async function readSums({
  tx,
  workspace,
  accounts,
  today,
}: FactPage): Promise<(ContractSum & { accountId: AccountId })[]> {
  const then = addDays(today, -90)
  const ids = idArray(accounts)
  const { rows } = await sql<SumRow>`
    select c.account_id as "accountId", c.start_on as "startOn", c.end_on as "endOn", c.auto_renews as "autoRenews",
      c.notice_days as "noticeDays", c.renewal_months as "renewalMonths", count(l.id) = 0 as bare,
      coalesce(bool_or(held.today and not v.trial), false) as paid,
      coalesce(bool_or(held.today and v.trial), false) as trial,
      coalesce(bool_or(v.start_on <= ${then}::date), false) as "begunThen",
      max(span.until) filter (where not v.trial and span.until <= ${today}::date) as "paidUntil",
      sum(v.quantity) filter (where held.today) as seats,
      array_agg(coalesce(v.plan, l.plan) order by l.id, v.start_on) filter (where held.today) as plans,
      array_agg(v.amount::double precision / v.interval_months
        * case v.interval_unit when 'day' then 365 / 12.0 when 'week' then 52 / 12.0 else 1 end order by l.id, v.start_on)
        filter (where held.today) as "planRates",
      array_agg(l.product order by l.id, v.start_on) filter (where held.today) as products
    from contracts c
      -- Asked by account as well, the parts are read from one index each and put together, not looked up one by one.
      left join contract_lines l on l.workspace_id = c.workspace_id and l.contract_id = c.id
        and l.account_id = any(${ids}) and l.archived_at is null and l.kind = 'recurring'
      left join contract_line_versions v on v.workspace_id = l.workspace_id and v.line_id = l.id and v.account_id = any(${ids})
      cross join lateral (select least(v.end_on, case when c.auto_renews is not true then c.end_on end) as until) as span
      cross join lateral (
        select v.start_on <= ${today}::date and (span.until is null or span.until > ${today}::date) as today
      ) as held
    where c.workspace_id = ${workspace.id} and c.account_id = any(${ids}) and c.archived_at is null
    group by c.workspace_id, c.id
    order by c.id -- of several that would do the first decides: the same one whenever it is asked
  `.execute(tx)
  return rows.map(sumOf)
}

function sumOf({ plans, planRates, products, ...row }: SumRow): ContractSum & { accountId: AccountId } {
  let [plan, planRate]: [string | null, number | null] = [null, null]
  for (const [at, name] of (plans ?? []).entries()) {
    const own = planRates![at]!
    if (name !== null && (planRate === null || own > planRate)) [plan, planRate] = [name, own]
  }
  return {
    ...row,
    plan,
    planRate,
    products: products ?? [],
  }
}

async function readChurns({
  tx,
  workspace,
  accounts,
  today,
}: FactPage): Promise<(ChurnSum & { accountId: AccountId })[]> {
  const { rows } = await sql<ChurnSum & { accountId: AccountId; churnedOn: Day | null }>`
    select account_id as "accountId", max(churned_on) filter (where not is_reactivation) as "churnedOn",
      max(churned_on) filter (where is_reactivation) as "reactivatedOn"
    from churn_records
    where workspace_id = ${workspace.id} and account_id = any(${idArray(accounts)}) and churned_on <= ${today}::date
    group by account_id
  `.execute(tx)
  return rows
}
