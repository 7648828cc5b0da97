import { recordChange } from '#capabilities/access/server/index.ts'
import {
  type FileRows,
  fileRows,
  type ImportCatalogue,
  type ReadAs,
  withFile,
} from '#capabilities/connect/server/index.ts'
import { reconcileExportQuery, reconcilePath, reconcileQuery } from '#capabilities/revenue/contract/reconcile.ts'
import { type Month, monthAfter, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import { readMonth } from '#capabilities/revenue/core/reconcile/monthText.ts'
import { reasonLabels, toldIn } from '#capabilities/revenue/core/reconcile/words.ts'
import { csvCell } from '#kernel/csv.ts'
import { majorUnits } from '#kernel/money.ts'
import { isId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { csvPages, csvPageSize, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { notFound } from '#platform/http/refusal.ts'
import { type Comparison, compare } from './compare.ts'
import { kindOfColumn, listSubject } from './fields.ts'
import { readReconciled, theReconciliation } from './read.ts'
import { formOf, putReconciliation } from './store.ts'
import { monthsOf } from './theirs.ts'

type Asked = ReturnType<typeof reconcileQuery.parse>

/** The routes whose bodies are files: a list that is compared, and a comparison as a download. */
export function reconcileRawRoutes({ references }: Pick<ImportCatalogue, 'references'>): RawRoutes {
  const accounts = references.find(({ name }) => name === 'account')!
  return (app) => {
    // A list is read as it comes, whatever it calls itself.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

    app.post(
      reconcilePath,
      { config: { mayCall: 'accounts.export', sees: ['money'] }, bodyLimit: listLimit },
      async (request, reply) => {
        const call = await request.callContext()
        const asked = queryOf(reconcileQuery, request)
        const id = await withFile(call.files, request.body, async (key) => {
          const { file, kind, month, months } = await understood(call, key, asked)
          const of = { fileName: asked.fileName, kind, month, form: formOf(file, months) }
          const found = file.missing.length > 0 ? nothingCompared : await compare(call, file, { kind, month, accounts })
          return call.transaction((tx) => putReconciliation(tx, call, of, found))
        })
        return reply.code(201).send(await call.transaction((tx) => theReconciliation(tx, call, id)))
      },
    )

    app.get<{ Params: { id: string } }>(
      `${reconcilePath}/:id/export`,
      { config: { mayCall: 'accounts.export', sees: ['money'] } },
      async (request, reply) => {
        const call = await request.callContext()
        const asked = queryOf(reconcileExportQuery, request)
        const { id } = request.params
        if (!isId(id)) throw notFound()
        const { month } = await call.transaction(async (tx) => {
          const after = { reason: asked.reason ?? null }
          await recordChange(tx, { by: call.caller, action: 'revenue_reconciliation.export', subjectId: id, after })
          return theReconciliation(tx, call, id)
        })
        const shown = `${asked.locale === 'ja' ? '収益の突合' : 'reconciliation'}-${month}`
        return sendCsv(
          reply,
          { encoding: asked.encoding, name: `reconciliation-${month}`, shown },
          lines(call, id, asked),
        )
      },
    )
  }
}

/** A list longer than this is no list of customers: 256 MiB. */
const listLimit = 256 * 1024 ** 2

const nothingCompared: Comparison = {
  rows: [],
  totals: { ours: 0, theirs: 0, reasons: [] },
  issues: [],
  counts: { rows: 0, otherMonths: 0, broken: 0 },
}

/** How a list is read, which figure it tells and of which month: as was decided, else as the list says. */
async function understood(call: CallContext, key: string, { kind, month, readAs: decided = {} }: Asked) {
  const { mapping, currency, ...reading } = decided
  const given = Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined))
  const readAs: ReadAs = { reading: given, mapping, options: currency ? { currency } : {} }
  const read = (as: ReadAs) => fileRows(call.files, key, listSubject(kind), call.caller.workspace, as)
  const file = await read(readAs)
  const wide = monthColumns(file)
  const months = file.settings.mapping.includes('month') ? await monthsOf(file) : [...wide.keys()].sort()
  const now = monthOf(call.today())
  const usual = months.findLast((one) => one < now) ?? months[0] ?? monthAfter(now, -1)
  const of = month ?? usual
  const amounts = file.form.names[file.settings.mapping.indexOf('amount')] ?? ''
  const told = { kind: kind ?? kindOfColumn(amounts), month: of, months }
  const column = mapping === undefined && months.length > 0 ? wide.get(of) : undefined
  if (column === undefined) return { file, ...told }
  const moved = file.settings.mapping.map((field, at) => (at === column ? 'amount' : field === 'amount' ? null : field))
  return { file: await read({ ...readAs, mapping: moved }), ...told }
}

/** The columns of a list that has one for each month. */
function monthColumns({ form, settings }: FileRows): Map<Month, number> {
  if (settings.mapping.includes('month')) return new Map()
  const named = form.names.map((name, at) => [readMonth(name), at] as const)
  return new Map(named.flatMap(([month, at]) => (month === null ? [] : [[month, at] as const])))
}

const heads = {
  ja: '顧客,一覧での名前,行,伴走,相手,差,通貨,理由,くわしく',
  en: 'Customer,Name in the list,Line,Ours,Theirs,Difference,Currency,Reason,Detail',
}

function lines(call: CallContext, id: string, { reason, locale }: ReturnType<typeof reconcileExportQuery.parse>) {
  const { currency } = call.caller.workspace
  const written = { language: locale, day: (on: string) => on, month: (month: string) => month }
  const money = (amount: number | null) => (amount === null ? '' : String(majorUnits({ amount, currency })))
  const read = (cursor: string | undefined) =>
    call.transaction((tx) => readReconciled(tx, call, { id, reason, limit: csvPageSize, cursor }))
  return csvPages(heads[locale], read, ({ account, name, line, ours, theirs, difference, told }) => [
    csvCell(account?.name ?? ''),
    csvCell(name ?? ''),
    line === null ? '' : String(line),
    money(ours),
    money(theirs),
    money(difference),
    currency,
    reasonLabels[told.reason][locale],
    csvCell(toldIn(told, written)),
  ])
}
