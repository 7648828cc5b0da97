import type { ImportReference } from '#capabilities/connect/server/index.ts'
import type { PlacedIssue } from '#capabilities/connect/core/row.ts'
import type { FileRows } from '#capabilities/connect/server/index.ts'
import type { Month } from '#capabilities/revenue/core/calendar/month.ts'
import { fraction, inMinorUnits } from '#capabilities/revenue/core/fraction.ts'
import { converted, type ExchangeRates, rateIn } from '#capabilities/revenue/core/ledger/rates.ts'
import { readMonth } from '#capabilities/revenue/core/reconcile/monthText.ts'
import type { NoAccount } from '#capabilities/revenue/core/reconcile/reason.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { namingFields } from './fields.ts'

/** What a list says of one customer, or of a name that is nobody's: all its lines of the month, added up. */
export type Theirs = { amount: number; lines: number; line: number; name: string }

export type ListIssue = PlacedIssue & { readonly line: number }

/** A list, read: what it says by account, and whom it says something of that nobody is. */
export type ReadList = {
  readonly accounts: ReadonlyMap<AccountId, Theirs>
  readonly nobody: readonly (Theirs & { why: NoAccount })[]
  readonly issues: readonly ListIssue[]
  readonly counts: { rows: number; otherMonths: number; broken: number }
}

/** The months that a list speaks of, in order. */
export async function monthsOf(file: FileRows): Promise<Month[]> {
  const months = new Set<Month>()
  for await (const rows of file.rows())
    for (const one of rows)
      if (one.kind === 'row' && typeof one.row.values['month'] === 'string') addMonth(months, one.row.values['month'])
  return [...months].sort()
}

function addMonth(months: Set<Month>, text: string): void {
  const month = readMonth(text)
  if (month !== null) months.add(month)
}

/** Reads the lines of a month, finds whom each is about, and adds them up; what cannot be read or valued is listed. */
export async function readList(
  call: CallContext,
  file: FileRows,
  { month, rates, accounts: reference }: { month: Month; rates: ExchangeRates; accounts: ImportReference },
): Promise<ReadList> {
  const [accounts, nobody, issues] = [
    new Map<AccountId, Theirs>(),
    new Map<string, Theirs & { why: NoAccount }>(),
    [] as ListIssue[],
  ]
  const counts = { rows: 0, otherMonths: 0, broken: 0 }
  const found = new Map<string, Found>()
  for await (const rows of file.rows()) {
    const good: Line[] = []
    for (const one of rows) {
      if (one.kind === 'empty') continue
      counts.rows++
      if (one.kind === 'rejected') {
        counts.broken++
        issues.push(...one.issues.map((issue) => ({ ...issue, line: one.line })))
        continue
      }
      const read = lineOf(one.row, month, rates, file)
      if (read === 'other_month') counts.otherMonths++
      else if ('rule' in read) {
        counts.broken++
        issues.push(read)
      } else good.push(read)
    }
    await find(call, reference, good, found)
    for (const line of good) add(line, whoIs(line.names, found), accounts, nobody)
  }
  return { accounts, nobody: [...nobody.values()], issues, counts }
}

type Line = { line: number; amount: number; names: readonly string[]; shown: string }

/** A line of the list in the workspace's currency; or that it is of another month; or why it has no worth. */
function lineOf(
  { line, values }: { line: number; values: Readonly<Record<string, unknown>> },
  month: Month,
  rates: ExchangeRates,
  { settings }: FileRows,
): Line | 'other_month' | ListIssue {
  const text = (key: string) => (typeof values[key] === 'string' && values[key] !== '' ? values[key] : null)
  const of = text('month')
  if (of !== null && readMonth(of) !== month) return 'other_month'
  const currency = (text('currency') ?? settings.options['currency'] ?? rates.reporting).toUpperCase()
  const ratio = rateIn(rates, currency, month)
  if (ratio === null)
    return { line, field: 'currency', column: null, rule: 'no_rate_of_month', value: currency, detail: { month } }
  const amount = inMinorUnits(converted(BigInt(values['amount'] as number) * fraction, ratio))
  const names = namingFields.flatMap((key) => text(key) ?? [])
  return { line, amount, names, shown: text('customer') ?? names[0]! }
}

type Found = AccountId | 'ambiguous' | null

/** Finds whom texts name that were not met before, all of a batch at once. */
async function find(
  call: CallContext,
  reference: ImportReference,
  lines: readonly Line[],
  found: Map<string, Found>,
): Promise<void> {
  const texts = [...new Set(lines.flatMap(({ names }) => names))].filter((text) => !found.has(text))
  if (texts.length === 0) return
  const resolved = await call.transaction((tx) => reference.resolve(tx, call.caller.workspace, texts, {}))
  for (const text of texts) {
    const one = resolved.get(text)
    found.set(text, one === undefined ? null : one === 'ambiguous' ? one : (one.id as AccountId))
  }
}

/** The one account that the columns of a line name; where they name several, or one names several, nobody is guessed. */
function whoIs(names: readonly string[], found: ReadonlyMap<string, Found>): AccountId | { why: NoAccount } {
  const all = names.map((name) => found.get(name) ?? null)
  const ids = [...new Set(all.flatMap((one) => (one === null || one === 'ambiguous' ? [] : [one])))]
  if (ids.length > 1) return { why: 'contradictory' }
  return ids[0] ?? { why: all.includes('ambiguous') ? 'ambiguous' : 'unknown' }
}

function add(
  { line, amount, names, shown }: Line,
  who: AccountId | { why: NoAccount },
  accounts: Map<AccountId, Theirs>,
  nobody: Map<string, Theirs & { why: NoAccount }>,
): void {
  const first = { amount: 0, lines: 0, line, name: shown }
  const known = typeof who === 'string'
  const key = JSON.stringify(names)
  const sum = known ? (accounts.get(who) ?? first) : (nobody.get(key) ?? { ...first, ...who })
  sum.amount += amount
  sum.lines++
  if (known) accounts.set(who, sum)
  else nobody.set(key, sum as Theirs & { why: NoAccount })
}
