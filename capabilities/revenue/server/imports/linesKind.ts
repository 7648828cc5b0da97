import type { Referenced, RowOutcome } from '#capabilities/connect/core/kind.ts'
import {
  type ImportBatch,
  type ImportKind,
  type ImportPlan,
  insertRows,
  updateRows,
} from '#capabilities/connect/server/index.ts'
import type { Day } from '#kernel/day.ts'
import { readNamesNow } from '../catalogue/read.ts'
import { readBook, type LineBook } from './lineBook.ts'
import { enter } from './lineEntry.ts'
import { lineImportFields } from './lineFields.ts'
import { lineImportRules } from './lineRules.ts'
import { lineRowOf, namedNow } from './lineRow.ts'
import { tellNewNames } from './newNames.ts'

/** Lists of contracts: one row is a line of a contract with its price; rows of one line are changes of its price. */
export const linesImport: ImportKind = {
  key: 'contract_lines',
  describe: async (_tx, workspace) => ({
    key: 'contract_lines',
    label: { ja: '契約明細', en: 'Contract lines' },
    help: {
      ja: '契約やサブスクリプションの一覧。1行が1つの明細です。',
      en: 'Contracts or subscriptions, one line a row.',
    },
    fields: lineImportFields,
    options: [
      { key: 'currency', label: { ja: '金額の通貨', en: 'Currency of amounts' }, type: 'currency' },
      {
        key: 'product',
        label: { ja: '製品(列がないとき)', en: 'Product, where no column tells' },
        type: 'text',
        preset: workspace.locale === 'ja' ? '本製品' : 'Main product',
      },
      {
        key: 'source',
        label: { ja: '顧客IDの取り込み元', en: 'Where account ids are from' },
        type: 'text',
        preset: 'import',
      },
    ],
    rules: lineImportRules,
  }),
  identify: ({ values }, options) => {
    const start = values['start_on'] as Day
    if (typeof values['external_id'] === 'string') return `${values['external_id']} ${start}`
    const account = (values['account'] as Referenced).text
    return JSON.stringify([
      account,
      values['contract'],
      values['product'] ?? options['product'],
      values['plan'],
      values['kind'],
      start,
    ])
  },
  plan,
}

async function plan(batch: ImportBatch): Promise<ImportPlan> {
  const now = await readNamesNow(batch.tx, batch.workspace.id)
  const rows = batch.rows.map((row) => namedNow(lineRowOf(row, batch), now))
  const good = rows.flatMap((row) => ('issues' in row ? [] : [row]))
  const book = await readBook(batch, {
    lines: good.flatMap((row) => row.externalId ?? []),
    contracts: good.flatMap((row) => row.contractId ?? []),
    accounts: good.flatMap((row) => (row.externalId === null ? [row.account] : [])),
  })
  const outcomes = rows.map(
    (row): RowOutcome => ('issues' in row ? { outcome: 'rejected', issues: row.issues } : enter(book, row, batch)),
  )
  await tellNewNames(batch, rows, outcomes)
  return { outcomes, write: () => write(batch, book) }
}

const contractTypes = {
  account_id: 'uuid',
  external_id: 'text',
  name: 'text',
  currency: 'text',
  start_on: 'date',
  end_on: 'date',
  auto_renews: 'boolean',
  notice_days: 'int',
  renewal_months: 'int',
  payment_net_days: 'int',
  payment_month_ends: 'int',
  payment_text: 'text',
  archived_at: 'timestamptz',
}
const lineTypes = {
  contract_id: 'uuid',
  account_id: 'uuid',
  external_id: 'text',
  product: 'text',
  plan: 'text',
  kind: 'text',
  cancelled_on: 'date',
  archived_at: 'timestamptz',
}
const versionTypes = {
  line_id: 'uuid',
  account_id: 'uuid',
  start_on: 'date',
  end_on: 'date',
  plan: 'text',
  quantity: 'numeric',
  amount: 'bigint',
  interval_months: 'int',
  interval_unit: 'text',
  discount_percent: 'numeric',
  discount_amount: 'bigint',
  discount_until: 'date',
  trial: 'boolean',
}
const own = { id: 'uuid', import_id: 'uuid' }

async function write(batch: ImportBatch, book: LineBook): Promise<void> {
  const contracts = [...book.contracts.values()]
  const lines = [...book.linesByExternalId.values(), ...book.linesByName.values()]
  const versions = lines.flatMap((line) =>
    line.versions.map(({ startOn, endOn, ...version }) => ({
      ...version,
      line_id: line.id,
      account_id: line.account_id,
      start_on: startOn,
      end_on: endOn,
    })),
  )
  const fresh = <Thing extends { fresh: boolean }>(things: readonly Thing[]) => things.filter((thing) => thing.fresh)
  const changed = <Thing extends { changed: boolean }>(things: readonly Thing[]) =>
    things.filter((thing) => thing.changed)
  await insertRows(batch, 'contracts', { ...own, ...contractTypes }, fresh(contracts))
  await updateRows(batch, 'contracts', contractTypes, changed(contracts))
  await insertRows(batch, 'contract_lines', { ...own, ...lineTypes }, fresh(lines))
  await updateRows(batch, 'contract_lines', lineTypes, changed(lines), false)
  await insertRows(batch, 'contract_line_versions', { ...own, ...versionTypes }, fresh(versions))
  await updateRows(batch, 'contract_line_versions', versionTypes, changed(versions), false)
}
