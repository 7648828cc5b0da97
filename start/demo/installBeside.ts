import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { type Beside, dollarRates, type OtherContract } from './beside.ts'
import { insertContracts, insertLines, insertVersions } from './contractRows.ts'
import type { Customer } from './customer.ts'
import { insertRows } from './rows.ts'

type Sold = { workspace: WorkspaceId; customers: readonly Customer[]; beside: ReadonlyMap<string, Beside>; today: Day }
type Line = {
  id: string
  versionId: string
  contract: string
  account: string
  product: string
  plan: string | null
  kind: 'recurring' | 'one_time'
  startOn: Day
  endOn: Day | null
  quantity: number
  amount: number
}

/** What is bought beside the main contracts, the dollar's rates, how invoices are paid, and what the price list says. */
export async function installBeside(tx: Tx, sold: Sold, newId: () => string): Promise<void> {
  const { workspace, customers, beside, today } = sold
  const others = customers.flatMap((customer) => {
    const other = beside.get(customer.id)!.other
    return other ? [{ customer, other }] : []
  })
  await installOthers(tx, workspace, others)
  const lines = [
    ...customers.flatMap((customer) => ofMainContract(customer, beside.get(customer.id)!, newId)),
    ...others.map(({ customer, other }) => ofOther(customer, other)),
  ]
  await installLines(tx, workspace, lines)
  await installPauses(tx, sold, newId)
  await installReturns(tx, workspace, others, newId)
  await insertRows(
    tx,
    'exchange_rates',
    { workspace_id: 'uuid', currency: 'text', dated_on: 'date', rate: 'numeric' },
    dollarRates(today).map(({ on, rate }) => ({ workspace_id: workspace, currency: 'USD', dated_on: on, rate })),
  )
  await installPaymentTerms(tx, workspace)
  await installPriceList(tx, workspace)
}

type Others = readonly { customer: Customer; other: OtherContract }[]

function ofMainContract({ id, contract }: Customer, { addOns, setUp }: Beside, newId: () => string): Line[] {
  const of = { contract: contract.id, account: id, plan: null }
  const once = setUp && {
    product: '導入支援',
    kind: 'one_time' as const,
    startOn: setUp.on,
    quantity: 1,
    amount: setUp.amount,
  }
  return [
    ...addOns.map(({ lineId, pause: _pause, ...addOn }) => ({
      ...of,
      ...addOn,
      id: lineId,
      kind: 'recurring' as const,
    })),
    ...(once ? [{ ...of, ...once, id: newId(), versionId: newId(), endOn: null }] : []),
  ]
}

function ofOther(
  { id }: Customer,
  { id: contract, lineId, versionId, plan, startOn, seats, amount }: OtherContract,
): Line {
  const kind = 'recurring' as const
  return {
    id: lineId,
    versionId,
    contract,
    account: id,
    product: '巡回ノート',
    plan,
    kind,
    startOn,
    endOn: null,
    quantity: seats,
    amount,
  }
}

async function installOthers(tx: Tx, workspace: WorkspaceId, others: Others): Promise<void> {
  await insertContracts(
    tx,
    workspace,
    others.map(({ customer, other }) => ({
      id: other.id,
      account: customer.id,
      externalId: `${customer.number}-C2`,
      name: other.name,
      currency: other.currency,
      startOn: other.startOn,
      autoRenews: true,
    })),
  )
}

async function installLines(tx: Tx, workspace: WorkspaceId, lines: readonly Line[]): Promise<void> {
  await insertLines(
    tx,
    workspace,
    lines.map((line) => ({ ...line, externalId: null })),
  )
  await insertVersions(
    tx,
    workspace,
    lines.map(({ id, versionId, ...line }) => ({ ...line, id: versionId, line: id })),
  )
}

async function installPauses(tx: Tx, { workspace, beside }: Sold, newId: () => string): Promise<void> {
  const accounts = [...beside].flatMap(([account, { addOns }]) => addOns.map((addOn) => ({ account, ...addOn })))
  await insertRows(
    tx,
    'contract_line_pauses',
    { workspace_id: 'uuid', id: 'uuid', line_id: 'uuid', account_id: 'uuid', start_on: 'date', end_on: 'date' },
    accounts.flatMap(({ account, lineId, pause }) =>
      pause
        ? [
            {
              workspace_id: workspace,
              id: newId(),
              line_id: lineId,
              account_id: account,
              start_on: pause.startOn,
              end_on: pause.endOn,
            },
          ]
        : [],
    ),
  )
}

async function installReturns(tx: Tx, workspace: WorkspaceId, others: Others, newId: () => string): Promise<void> {
  const back = others.filter(({ customer }) => customer.contract.churn)
  await insertRows(
    tx,
    'churn_records',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      account_id: 'uuid',
      external_id: 'text',
      churned_on: 'date',
      reason: 'text',
      feedback: 'text',
      is_reactivation: 'boolean',
    },
    back.map(({ customer, other }) => ({
      workspace_id: workspace,
      id: newId(),
      account_id: customer.id,
      external_id: `${customer.number}-X2`,
      churned_on: other.startOn,
      reason: 'came_back',
      is_reactivation: true,
      feedback: '紙の点検表に戻したところ転記の手間が増え、人数を絞って再開することにしました',
    })),
  )
}

/** Most are paid at the end of the month after; the same for the same customer. */
async function installPaymentTerms(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`
    update contracts c set
      payment_month_ends = case when luck < 60 then 1 when luck < 75 then 2 end,
      payment_net_days = case when luck between 75 and 89 then 30 end,
      payment_text = case when luck >= 90 then '20日締め翌月20日払い' end
    from (select id, get_byte(uuid_send(id), 15) % 100 as luck from contracts where workspace_id = ${workspace}) as l
    where c.workspace_id = ${workspace} and c.id = l.id
  `.execute(tx)
}

const priceList: readonly [product: string, plan: string, kind: string, yenPerYear: number | null][] = [
  ['巡回ノート', '', 'base', null],
  ['巡回ノート', 'ライト', 'edition', 21_600],
  ['巡回ノート', 'スタンダード', 'edition', 36_000],
  ['巡回ノート', 'プレミアム', 'edition', 60_000],
  ['帳票プラス', '', 'seats', 4800],
  ['現場カメラ連携', '', 'add_on', 360_000],
  ['導入支援', '', 'add_on', null],
]

async function installPriceList(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await insertRows(
    tx,
    'revenue_catalogue',
    {
      workspace_id: 'uuid',
      product: 'text',
      plan: 'text',
      kind: 'text',
      position: 'int',
      price: 'bigint',
      currency: 'text',
      interval_months: 'int',
      interval_unit: 'text',
    },
    priceList.map(([product, plan, kind, price], position) => ({
      workspace_id: workspace,
      product,
      plan,
      kind,
      position: position + 1,
      ...(price === null ? {} : { price, currency: 'JPY', interval_months: 12, interval_unit: 'month' }),
    })),
  )
}
