import { Readable } from 'node:stream'
import { recordChange } from '#capabilities/access/server/index.ts'
import { csvCell, csvLine } from '#kernel/csv.ts'
import { encodeText, fileMark } from '#kernel/csvBytes.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { refused } from '#platform/http/refusal.ts'
import { checksPath, checksQuery } from '../contract/checks.ts'
import { findingAdvice, findingLabels, findingWeights } from '../core/findingLabels.ts'
import { type FindingAnswer, readFindings } from './checks.ts'

type Asked = ReturnType<typeof checksQuery.parse>

/** Findings read at a time, each time in a transaction of its own: a slow download holds nothing. */
const pageSize = 1000

const heads = {
  ja: '顧客,契約,製品,プラン,問題,影響,いつから,いつまで,レートのない月,重なる契約,対処',
  en: 'Customer,Contract,Product,Plan,Problem,Effect,From,Until,Months without a rate,Overlaps,What to do',
}

/** The download of what is wrong with contracts. */
export const revenueRawRoutes: RawRoutes = (app) => {
  app.get(checksPath, { config: { mayCall: 'accounts.export' } }, async (request, reply) => {
    const call = await request.callContext()
    const read = checksQuery.safeParse(request.query)
    if (!read.success)
      throw refused(read.error.issues.map((issue) => ({ field: issue.path.join('.'), rule: `schema.${issue.code}` })))
    const asked = read.data
    await call.transaction((tx) =>
      recordChange(tx, {
        by: call.caller,
        action: 'contract_check.export',
        subjectId: call.caller.workspaceId,
        after: { ...asked },
      }),
    )
    const name = `${asked.locale === 'ja' ? '契約の点検' : 'contract-checks'}-${call.today()}.csv`
    return reply
      .type(`text/csv; charset=${asked.encoding === 'cp932' ? 'Shift_JIS' : 'utf-8'}`)
      .header(
        'content-disposition',
        `attachment; filename="contract-checks-${call.today()}.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
      )
      .send(Readable.from(lines(call, asked)))
  })
}

async function* lines(call: CallContext, { kind, encoding, locale }: Asked): AsyncGenerator<Uint8Array> {
  yield fileMark(encoding)
  yield encodeText(`${heads[locale]}\r\n`, encoding)
  let cursor: string | undefined
  do {
    const after = cursor
    const { rows, next } = await call.transaction((tx) =>
      readFindings(tx, call, { kind, limit: pageSize, cursor: after }),
    )
    const written = rows.map((row) => csvLine(cellsOf(row, locale).map(csvCell)))
    yield encodeText(written.join(''), encoding)
    cursor = next ?? undefined
  } while (cursor !== undefined)
}

function cellsOf(row: FindingAnswer, locale: 'ja' | 'en'): string[] {
  return [
    row.account.name,
    row.contract.name ?? '',
    row.line?.product ?? '',
    row.line?.plan ?? '',
    findingLabels[row.kind][locale],
    findingWeights[row.weight][locale],
    row.from ?? '',
    row.until === null ? '' : addDays(row.until as Day, -1),
    row.months.join(' '),
    row.other?.name ?? '',
    findingAdvice[row.kind][locale],
  ]
}
