import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { refused } from '#platform/http/refusal.ts'
import { exportPath, exportQuery } from '../contract/list.ts'
import { csvLine } from '#kernel/csv.ts'
import { encodeText, fileMark } from '#kernel/csvBytes.ts'
import { factCell } from '../core/csv.ts'
import { recordExport } from './accountActions.ts'
import { type Asked, listAccounts, type Page } from './list.ts'
import { listPast, pastDay, type PastKnown } from './listPast.ts'

type Export = ReturnType<typeof exportQuery.parse>

/** Rows read at a time, each in a transaction of its own: a slow download holds nothing. */
const pageSize = 1000

/** The download of the customer list. */
export const accountsRawRoutes: RawRoutes = (app) => {
  app.get(exportPath, { config: { mayCall: 'accounts.export' } }, async (request, reply) => {
    const call = await request.callContext()
    const asked = readQuery(request)
    // The first page is read before anything is answered: what is wrong with the question is still an error then.
    const first = await readPage(call, asked, null)
    await call.transaction((tx) => recordExport(tx, call, { ...asked }))
    return reply
      .type(`text/csv; charset=${asked.encoding === 'cp932' ? 'Shift_JIS' : 'utf-8'}`)
      .header('content-disposition', attachment(call, asked, first))
      .send(Readable.from(lines(call, asked, first)))
  })
}

function readQuery(request: FastifyRequest): Export {
  const read = exportQuery.safeParse(request.query)
  if (read.success) return read.data
  throw refused(read.error.issues.map((issue) => ({ field: issue.path.join('.'), rule: `schema.${issue.code}` })))
}

/** A page of the file; of a past day with what it stands on. */
type FilePage = Page & { asOf?: PastKnown }

function readPage(call: CallContext, asked: Export, cursor: string | null): Promise<FilePage> {
  const { encoding: _encoding, locale: _locale, asOf, ...list } = asked
  const columns = ['account.name', ...asked.columns.split(',')].join(',')
  const page: Asked = { ...list, columns, limit: pageSize, ...(cursor === null ? {} : { cursor }) }
  const day = pastDay(call, asOf)
  return call.transaction((tx) => (day ? listPast(tx, call, { ...page, asOf: day }) : listAccounts(tx, call, page)))
}

async function* lines(call: CallContext, asked: Export, first: FilePage): AsyncGenerator<Uint8Array> {
  const taste = { locale: asked.locale, currency: call.caller.workspace.currency }
  const cells = (row: Page['rows'][number], facts: readonly FactDefinition[]) =>
    facts.map((fact) => factCell(fact, row.values[fact.key] ?? null, taste))
  yield fileMark(asked.encoding)
  yield encodeText(
    csvLine(first.facts.map((fact) => factCell(fact, headOf(fact, asked, first), taste))),
    asked.encoding,
  )
  let page = first
  while (true) {
    yield encodeText(page.rows.map((row) => csvLine(cells(row, page.facts))).join(''), asked.encoding)
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
function attachment(call: CallContext, asked: Export, { asOf }: FilePage): string {
  const day = asOf ? (asOf.ground.on ?? asOf.day) : call.today()
  const named =
    asked.locale === 'ja' ? `顧客一覧-${day}${asOf ? '時点' : ''}` : `customers-${asOf ? 'as-of-' : ''}${day}`
  return `attachment; filename="customers-${day}.csv"; filename*=UTF-8''${encodeURIComponent(`${named}.csv`)}`
}
