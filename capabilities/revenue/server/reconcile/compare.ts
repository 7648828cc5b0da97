import type { FileRows, ImportReference } from '#capabilities/connect/server/index.ts'
import type { Month } from '#capabilities/revenue/core/calendar/month.ts'
import type { Exact } from '#capabilities/revenue/core/fraction.ts'
import { exchangeRates } from '#capabilities/revenue/core/ledger/rates.ts'
import { byAmounts, explain } from '#capabilities/revenue/core/reconcile/explain.ts'
import { type Asked, type FigureKind, toldAs } from '#capabilities/revenue/core/reconcile/figure.ts'
import type { Reason } from '#capabilities/revenue/core/reconcile/reason.ts'
import { type Compared, differenceOf, type Totals, totalsOf } from '#capabilities/revenue/core/reconcile/totals.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { readConventions } from '../ledger/conventions.ts'
import { readLines } from '../ledger/lines.ts'
import { readRates } from '../ledger/rates.ts'
import { readOurs } from './ours.ts'
import { type ListIssue, readList } from './theirs.ts'

/** One customer with both figures, and why they differ. */
export type ComparedRow = {
  account: AccountId | null
  name: string | null
  line: number | null
  lines: number
  ours: number
  theirs: number | null
  told: Reason
}

export type Comparison = {
  rows: ComparedRow[]
  totals: Totals
  issues: readonly ListIssue[]
  counts: { rows: number; otherMonths: number; broken: number }
}

/** Accounts whose contracts are looked into at a time. */
const explainedAtOnce = 200

/**
 * Compares what a list says of a month with our own figures, customer by customer. What amounts alone don't tell is looked for in
 * the contracts, some customers at a time, so that nobody else waits for a long list.
 */
export async function compare(
  call: CallContext,
  file: FileRows,
  { kind, month, accounts }: { kind: FigureKind; month: Month; accounts: ImportReference },
): Promise<Comparison> {
  const { workspaceId, workspace } = call.caller
  const { asked, ours } = await call.transaction(async (tx) => {
    const { conventions } = await readConventions(tx, workspaceId)
    const rates = exchangeRates(workspace.currency, await readRates(tx, workspaceId))
    const found: Asked = { kind, month, rates, conventions }
    return { asked: found, ours: await readOurs(tx, call, found) }
  })
  const list = await readList(call, file, { month, rates: asked.rates, accounts })
  const rows: ComparedRow[] = list.nobody.map(({ amount, lines, line, name, why }) => ({
    account: null,
    name,
    line,
    lines,
    ours: 0,
    theirs: amount,
    told: { reason: 'unknown_account', why },
  }))
  const open: Open[] = []
  for (const account of new Set([...ours.keys(), ...list.accounts.keys()])) {
    const { exact, since } = ours.get(account) ?? nothing
    const theirs = list.accounts.get(account)
    const told = byNow(exact, since, theirs?.amount ?? null, kind)
    if (!theirs && toldAs(kind, exact) === 0) continue
    const { name = null, line = null, lines = 0 } = theirs ?? {}
    const row: ComparedRow = {
      account,
      name,
      line,
      lines,
      ours: toldAs(kind, exact),
      theirs: theirs?.amount ?? null,
      told: told ?? { reason: 'unexplained' },
    }
    rows.push(row)
    if (!told) open.push({ row, exact, account })
  }
  await lookInto(call, open, asked)
  const totals = totalsOf(rows.map((row): Compared => ({ ...row, reason: row.told.reason })))
  rows.sort((a, b) => Math.abs(differenceOf(b)) - Math.abs(differenceOf(a)))
  return { rows, totals, issues: list.issues, counts: list.counts }
}

const nothing: { exact: Exact; since: Day | null } = { exact: 0n, since: null }

/** The reason where it is told without the contracts. */
function byNow(exact: Exact, since: Day | null, theirs: number | null, kind: FigureKind): Reason | null {
  if (theirs === null || (theirs === 0 && toldAs(kind, exact) !== 0)) return { reason: 'only_ours', since }
  return byAmounts({ ours: exact, theirs }, 1, kind)
}

type Open = { row: ComparedRow; exact: Exact; account: AccountId }

async function lookInto(call: CallContext, open: readonly Open[], asked: Asked): Promise<void> {
  for (let at = 0; at < open.length; at += explainedAtOnce) {
    const some = open.slice(at, at + explainedAtOnce)
    const lines = await call.transaction((tx) =>
      readLines(
        tx,
        call.caller.workspaceId,
        some.map(({ account }) => account),
      ),
    )
    for (const [place, { row, exact }] of some.entries())
      row.told = explain(lines[place]!, { ours: exact, theirs: row.theirs! }, asked)
  }
}
