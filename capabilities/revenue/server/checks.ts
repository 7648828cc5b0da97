import { sql } from 'kysely'
import type { z } from 'zod'
import { idArray } from '#capabilities/facts/server/index.ts'

import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { findingSchema } from '../contract/checks.ts'
import { monthOf } from '../core/calendar/month.ts'
import { type CheckedContract, checkContracts, type Finding, type FindingKind, findingKinds } from '../core/check.ts'
import type { LedgerView } from '../core/ledger/ledger.ts'
import type { AccountLines } from '../core/ledger/line.ts'
import type { Call } from './call.ts'
import { readCounting } from './contractRead.ts'
import { asOfToday } from './contractWrite.ts'
import { readLines } from './ledger/lines.ts'
import { suspectAccounts } from './suspects.ts'

export type FindingAnswer = z.output<typeof findingSchema>
export type Asking = Pick<Call, 'caller' | 'today'>

/** Accounts that are checked at a time: hardly more than a page has. */
const batch = 100

/** What is wrong with the contracts of one account. */
export async function checkAccount(tx: Tx, call: Asking, account: AccountId): Promise<FindingAnswer[]> {
  return checkAccounts(tx, call, [account], await viewOf(tx, call))
}

type Page = { limit: number; cursor?: string | undefined; kind?: FindingKind | undefined }

/** What is wrong with contracts, account by account: all of an account stand on one page, which may be longer for it. */
export async function readFindings(
  tx: Tx,
  call: Asking,
  { limit, cursor, kind }: Page,
): Promise<{ rows: FindingAnswer[]; next: string | null }> {
  const view = await viewOf(tx, call)
  const rows: FindingAnswer[] = []
  let after = (cursor ?? null) as AccountId | null
  for (;;) {
    const { accounts, until } = await suspectAccounts(tx, call, after)
    for (let at = 0; at < accounts.length; at += batch) {
      const found = await checkAccounts(tx, call, accounts.slice(at, at + batch), view)
      for (const [account, ones] of Map.groupBy(found, ({ account: { id } }) => id)) {
        rows.push(...ones.filter((one) => kind === undefined || one.kind === kind))
        if (rows.length >= limit) return { rows, next: account }
      }
    }
    if (until === null) return { rows, next: null }
    after = until
  }
}

async function viewOf(tx: Tx, call: Asking): Promise<LedgerView> {
  return { ...(await readCounting(tx, asOfToday(call))), asOf: call.today() }
}

type ContractRow = Omit<CheckedContract, 'lines'> & {
  account: { id: AccountId; name: string }
  name: string | null
  lines: { id: string; product: string; plan: string | null }[]
}

async function checkAccounts(
  tx: Tx,
  call: Asking,
  accounts: readonly AccountId[],
  view: LedgerView,
): Promise<FindingAnswer[]> {
  const contracts = Map.groupBy(await readChecked(tx, accounts), (row) => row.account.id)
  const lines = await readLines(tx, call.caller.workspaceId, accounts)
  return lines.flatMap((ofAccount) => {
    const rows = contracts.get(ofAccount.account as AccountId) ?? []
    return checkContracts(withLines(rows, ofAccount), view).map((finding) => present(finding, rows))
  })
}

/** The contracts of accounts that are not archived, each with those of its lines that are not. */
async function readChecked(tx: Tx, accounts: readonly AccountId[]): Promise<ContractRow[]> {
  const { rows } = await sql<ContractRow>`
    select c.id, jsonb_build_object('id', a.id, 'name', a.name) as account, coalesce(c.name, c.external_id) as name,
      c.start_on as "startOn", c.end_on as "endOn", c.auto_renews as "autoRenews", c.currency, coalesce(l.lines, '[]') as lines
    from contracts c join accounts a on a.workspace_id = c.workspace_id and a.id = c.account_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', id, 'product', product, 'plan', plan)) as lines from contract_lines
      where workspace_id = c.workspace_id and contract_id = c.id and archived_at is null
    ) l on true
    where c.account_id = any(${idArray(accounts)}) and c.archived_at is null
    order by c.account_id, c.start_on, c.id
  `.execute(tx)
  return rows
}

function withLines(rows: readonly ContractRow[], { lines }: AccountLines): CheckedContract[] {
  const byId = new Map(lines.map((line) => [line.id, line]))
  return rows.map((row) => ({ ...row, lines: row.lines.flatMap(({ id }) => byId.get(id) ?? []) }))
}

function present(finding: Finding, rows: readonly ContractRow[]): FindingAnswer {
  const contract = rows.find(({ id }) => id === finding.contract)!
  const other = rows.find(({ id }) => id === finding.other)
  return {
    kind: finding.kind,
    weight: findingKinds[finding.kind],
    account: contract.account,
    contract: { id: contract.id, name: contract.name },
    line: contract.lines.find(({ id }) => id === finding.line) ?? null,
    versionId: finding.version,
    other: other ? { id: other.id, name: other.name } : null,
    currency: contract.currency,
    from: finding.from,
    until: finding.until,
    months: [...finding.months],
  }
}

type MissingRate = { currency: string; months: string[]; lines: number }

/** The months in which lines are left out for want of a rate, by currency, as the ledger was last kept. */
export async function readMissingRates(tx: Tx, call: Asking): Promise<MissingRate[]> {
  const { rows } = await sql<MissingRate>`
    select currency, array_agg(distinct month order by month) as months, count(distinct line_id)::int as lines
    from revenue_not_counted
    where workspace_id = ${call.caller.workspaceId} and reason = 'no_rate' and month <= ${monthOf(call.today())}
    group by currency order by currency
  `.execute(tx)
  return rows
}
