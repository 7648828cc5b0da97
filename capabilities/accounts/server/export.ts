import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { CallContext } from '#platform/http/context.ts'
import { csvPageSize, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { exportPath, exportQuery } from '../contract/list.ts'
import { csvLine } from '#kernel/csv.ts'
import { factCell } from '../core/csv.ts'
import { recordExport } from './accountActions.ts'
import { type Asked, listAccounts, type Page } from './list.ts'
import { listPast, pastDay, type PastKnown } from './listPast.ts'

type Export = ReturnType<typeof exportQuery.parse>

/** The download of the customer list. */
export const accountsRawRoutes: RawRoutes = (app) => {
  app.get(
    exportPath,
    { config: { mayCall: 'accounts.export', proof: 'fresh', bulk: 'accounts' } },
    async (request, reply) => {
      const call = await request.callContext()
      const asked = queryOf(exportQuery, request)
      // The first page is read before anything is answered: what is wrong with the question is still an error then.
      const first = await readPage(call, asked, null)
      await call.transaction((tx) => recordExport(tx, call, { ...asked }))
      return sendCsv(reply, { encoding: asked.encoding, ...namesOf(call, asked, first) }, lines(call, asked, first))
    },
  )
}

/** A page of the file; of a past day with what it stands on. */
type FilePage = Page & { asOf?: PastKnown }

function readPage(call: CallContext, asked: Export, cursor: string | null): Promise<FilePage> {
  const { encoding: _encoding, locale: _locale, asOf, ...list } = asked
  const columns = ['account.name', ...asked.columns.split(',')].join(',')
  const page: Asked = { ...list, columns, limit: csvPageSize, ...(cursor === null ? {} : { cursor }) }
  const day = pastDay(call, asOf)
  return call.transaction((tx) => (day ? listPast(tx, call, { ...page, asOf: day }) : listAccounts(tx, call, page)))
}

async function* lines(call: CallContext, asked: Export, first: FilePage): AsyncGenerator<string> {
  const taste = { locale: asked.locale, currency: call.caller.workspace.currency }
  const cells = (row: Page['rows'][number], facts: readonly FactDefinition[]) =>
    facts.map((fact) => factCell(fact, row.values[fact.key] ?? null, taste))
  yield csvLine(first.facts.map((fact) => factCell(fact, headOf(fact, asked, first), taste)))
  let page = first
  while (true) {
    yield page.rows.map((row) => csvLine(cells(row, page.facts))).join('')
    if (page.next === null) return
    page = await readPage(call, asked, page.next)
  }
}

/** A column's name; one that a past day does not tell says so, for its cells are empty. */
function headOf(fact: FactDefinition, { locale }: Export, { asOf }: FilePage): string {
  if (!asOf?.unknown.includes(fact.key)) return fact.label[locale]
  return locale === 'ja' ? `${fact.label.ja}(この日の記録なし)` : `${fact.label.en} (not recorded then)`
}

/** The file is named by the day of its figures. */
function namesOf(call: CallContext, asked: Export, { asOf }: FilePage): { name: string; shown: string } {
  const day = asOf ? (asOf.ground.on ?? asOf.day) : call.today()
  const shown =
    asked.locale === 'ja' ? `顧客一覧-${day}${asOf ? '時点' : ''}` : `customers-${asOf ? 'as-of-' : ''}${day}`
  return { name: `customers-${day}`, shown }
}
