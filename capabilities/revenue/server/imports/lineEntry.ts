import type { RowIssue, RowOutcome } from '#capabilities/connect/core/kind.ts'
import type { ImportBatch } from '#capabilities/connect/server/index.ts'
import { paymentColumns } from '#capabilities/revenue/core/paymentTerms.ts'
import { versionsRule } from '#capabilities/revenue/core/versions.ts'
import { type BookContract, type BookLine, type BookVersion, type LineBook, lineName } from './lineBook.ts'
import type { LineRow } from './lineRow.ts'

const reject = (field: string, rule: string, value?: string): RowOutcome => ({
  outcome: 'rejected',
  issues: [{ field, rule, ...(value === undefined ? {} : { value }) }],
})

/** Enters a row into the book: what it makes of its contract, its line and its price, and what became of it. */
export function enter(book: LineBook, row: LineRow, batch: ImportBatch): RowOutcome {
  const named = { account_id: row.account, product: row.product, plan: row.plan ?? null, kind: row.kind }
  const line =
    row.externalId === null ? book.linesByName.get(lineName(named)) : book.linesByExternalId.get(row.externalId)
  if (line && line.account_id !== row.account)
    return reject('external_id', 'other_account', row.externalId ?? undefined)
  const contract = line
    ? book.contracts.get(line.contract_id)!
    : row.contractId === null
      ? undefined
      : book.contractsByExternalId.get(row.contractId)
  if (contract && contract.account_id !== row.account)
    return reject('contract', 'other_account', row.contractId ?? undefined)
  if (contract && contract.currency !== row.currency) return reject('currency', 'other_currency', row.currency)

  const backwards = row.endOn !== null && row.endOn !== undefined && row.endOn <= row.startOn
  if (backwards) return enterBackwards(book, row, batch, line, contract)
  const priced = withPrice(line?.versions ?? [], row, batch)
  if (priced === null) return reject('start_on', 'versions_overlap', row.startOn)

  const held = contract ?? newContract(book, row, batch, null)
  const kept = line ?? newLine(book, row, batch, held, null)
  const touched = [updateContract(held, row), updateLine(kept, row)].some(Boolean)
  kept.versions = priced.versions
  const warnings: RowIssue[] = priced.cut
    ? [...row.warnings, { field: 'start_on', rule: 'previous_price_ends' }]
    : row.warnings
  const outcome = priced.created ? 'created' : priced.changed || touched ? 'changed' : 'same'
  return { outcome, accountId: row.account, warnings }
}

/**
 * A line that ends before it starts never counted a day: it is kept in the archive, where what refers to it is still
 * understood, and told of.
 */
function enterBackwards(
  book: LineBook,
  row: LineRow,
  batch: ImportBatch,
  line: BookLine | undefined,
  contract: BookContract | undefined,
): RowOutcome {
  const warnings: RowIssue[] = [
    ...row.warnings,
    { field: 'end_on', rule: 'end_not_after_start', value: `${row.endOn}` },
  ]
  if (line && line.versions.length > 0) return { outcome: 'rejected', issues: warnings.slice(-1) }
  if (line) return { outcome: 'same', accountId: row.account, warnings }
  const archived = batch.now.toISOString()
  newLine(book, row, batch, contract ?? newContract(book, row, batch, archived), archived)
  return { outcome: 'created', accountId: row.account, warnings }
}

function newContract(book: LineBook, row: LineRow, batch: ImportBatch, archived: string | null): BookContract {
  const blank = {
    name: null,
    end_on: null,
    auto_renews: null,
    notice_days: null,
    renewal_months: null,
    ...paymentColumns(null),
  }
  const contract: BookContract = {
    ...blank,
    ...row.terms,
    id: batch.newId(),
    account_id: row.account,
    external_id: row.contractId,
    currency: row.currency,
    start_on: row.startOn,
    archived_at: archived,
    fresh: true,
    changed: false,
  }
  book.contracts.set(contract.id, contract)
  if (contract.external_id !== null) book.contractsByExternalId.set(contract.external_id, contract)
  return contract
}

function newLine(
  book: LineBook,
  row: LineRow,
  batch: ImportBatch,
  contract: BookContract,
  archived: string | null,
): BookLine {
  const line: BookLine = {
    id: batch.newId(),
    contract_id: contract.id,
    account_id: row.account,
    external_id: row.externalId,
    product: row.product,
    plan: row.plan ?? null,
    kind: row.kind,
    cancelled_on: row.cancelledOn ?? null,
    archived_at: archived,
    versions: [],
    fresh: true,
    changed: false,
  }
  if (line.external_id === null) book.linesByName.set(lineName(line), line)
  else book.linesByExternalId.set(line.external_id, line)
  return line
}

/** Terms that the file states, and a start that comes before the one known. Returns whether anything differs. */
function updateContract(contract: BookContract, row: LineRow): boolean {
  const terms = { ...row.terms, start_on: row.startOn < contract.start_on ? row.startOn : contract.start_on }
  return assign(contract, terms)
}

/** What the line is called; a plan that a row names differently is the plan of its price. */
function updateLine(line: BookLine, row: LineRow): boolean {
  const cancelled = row.cancelledOn === undefined ? {} : { cancelled_on: row.cancelledOn }
  return line.fresh ? false : assign(line, row.externalId === null ? cancelled : { ...cancelled, product: row.product })
}

function assign<Thing extends { fresh: boolean; changed: boolean }>(thing: Thing, values: Partial<Thing>): boolean {
  const differing = (Object.keys(values) as (keyof Thing)[]).filter(
    (key) => values[key] !== undefined && values[key] !== thing[key],
  )
  if (differing.length === 0) return false
  Object.assign(thing, Object.fromEntries(differing.map((key) => [key, values[key]])))
  if (!thing.fresh) thing.changed = true
  return true
}

type Priced = { versions: BookVersion[]; created: boolean; changed: boolean; cut: boolean }

/** The prices of a line with the row's among them; null where it overlaps another one. */
function withPrice(versions: readonly BookVersion[], row: LineRow, batch: ImportBatch): Priced | null {
  const copies = versions.map((version) => ({ ...version }))
  const there = copies.find((version) => version.startOn === row.startOn)
  const next = copies
    .filter((version) => version.startOn > row.startOn)
    .sort((a, b) => (a.startOn < b.startOn ? -1 : 1))[0]
  // A price without an end holds until the next one begins.
  const endOn = row.endOn ?? next?.startOn ?? null
  const values = {
    amount: row.amount,
    interval_months: row.intervalMonths,
    interval_unit: row.intervalUnit,
    trial: row.trial,
    endOn,
    ...row.discount,
  }
  const plan = row.plan === undefined ? {} : { plan: row.plan }
  const quantity = row.quantity === undefined ? {} : { quantity: row.quantity }
  if (there) {
    const changed = assign(there, { ...values, ...plan, ...quantity })
    return versionsRule(copies) ? null : { versions: copies, created: false, changed, cut: false }
  }
  const before = copies.find((version) => version.startOn < row.startOn && version.endOn === null)
  if (before) assign(before, { endOn: row.startOn })
  const added = {
    id: batch.newId<string>(),
    fresh: true,
    changed: false,
    startOn: row.startOn,
    plan: null,
    quantity: 1,
    discount_percent: null,
    discount_amount: null,
    discount_until: null,
  }
  copies.push({ ...added, ...values, ...plan, ...quantity })
  return versionsRule(copies) ? null : { versions: copies, created: true, changed: false, cut: before !== undefined }
}
