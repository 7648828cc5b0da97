import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { refused } from '#platform/http/refusal.ts'
import { exportPath, exportQuery } from '../contract/list.ts'
import { csvLine, factCell } from '../core/csv.ts'
import { encodeText, fileMark } from '../core/csvBytes.ts'
import { recordExport } from './accountActions.ts'
import { type Asked, listAccounts, type Page } from './list.ts'

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
      .header('content-disposition', attachment(call, asked))
      .send(Readable.from(lines(call, asked, first)))
  })
}

function readQuery(request: FastifyRequest): Export {
  const read = exportQuery.safeParse(request.query)
  if (read.success) return read.data
  throw refused(read.error.issues.map((issue) => ({ field: issue.path.join('.'), rule: `schema.${issue.code}` })))
}

function readPage(call: CallContext, asked: Export, cursor: string | null): Promise<Page> {
  const { encoding: _encoding, locale: _locale, ...list } = asked
  const columns = ['account.name', ...asked.columns.split(',')].join(',')
  const page: Asked = { ...list, columns, limit: pageSize, ...(cursor === null ? {} : { cursor }) }
  return call.transaction((tx) => listAccounts(tx, call, page))
}

async function* lines(call: CallContext, asked: Export, first: Page): AsyncGenerator<Uint8Array> {
  const taste = { locale: asked.locale, currency: call.caller.workspace.currency }
  const cells = (row: Page['rows'][number], facts: readonly FactDefinition[]) =>
    facts.map((fact) => factCell(fact, row.values[fact.key] ?? null, taste))
  yield fileMark(asked.encoding)
  yield encodeText(csvLine(first.facts.map((fact) => factCell(fact, fact.label[asked.locale], taste))), asked.encoding)
  let page = first
  while (true) {
    yield encodeText(page.rows.map((row) => csvLine(cells(row, page.facts))).join(''), asked.encoding)
    if (page.next === null) return
    page = await readPage(call, asked, page.next)
  }
}

function attachment(call: CallContext, asked: Export): string {
  const name = `${asked.locale === 'ja' ? '顧客一覧' : 'customers'}-${call.today()}.csv`
  return `attachment; filename="customers-${call.today()}.csv"; filename*=UTF-8''${encodeURIComponent(name)}`
}
