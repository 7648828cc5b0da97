import { recordChange } from '#capabilities/access/server/index.ts'
import { csvCell } from '#kernel/csv.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { CallContext } from '#platform/http/context.ts'
import { csvPages, csvPageSize, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { checksPath, checksQuery } from '../contract/checks.ts'
import { findingAdvice, findingLabels, findingWeights } from '../core/findingLabels.ts'
import { type FindingAnswer, readFindings } from './checks.ts'

type Asked = ReturnType<typeof checksQuery.parse>

const heads = {
  ja: '顧客,契約,製品,プラン,問題,影響,いつから,いつまで,レートのない月,重なる契約,対処',
  en: 'Customer,Contract,Product,Plan,Problem,Effect,From,Until,Months without a rate,Overlaps,What to do',
}

/** The download of what is wrong with contracts. */
export const revenueRawRoutes: RawRoutes = (app) => {
  app.get(
    checksPath,
    { config: { mayCall: 'accounts.export', proof: 'fresh', sees: ['money'] } },
    async (request, reply) => {
      const call = await request.callContext()
      const asked = queryOf(checksQuery, request)
      await call.transaction((tx) =>
        recordChange(tx, {
          by: call.caller,
          action: 'contract_check.export',
          subjectId: call.caller.workspaceId,
          after: { ...asked },
        }),
      )
      const shown = `${asked.locale === 'ja' ? '契約の点検' : 'contract-checks'}-${call.today()}`
      return sendCsv(
        reply,
        { encoding: asked.encoding, name: `contract-checks-${call.today()}`, shown },
        lines(call, asked),
      )
    },
  )
}

function lines(call: CallContext, { kind, locale }: Asked): AsyncGenerator<string> {
  const read = (cursor: string | undefined) =>
    call.transaction((tx) => readFindings(tx, call, { kind, limit: csvPageSize, cursor }))
  return csvPages(heads[locale], read, (row) => cellsOf(row, locale).map(csvCell))
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
