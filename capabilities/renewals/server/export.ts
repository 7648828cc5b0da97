import { recordChange } from '#capabilities/access/server/index.ts'
import { csvCell } from '#kernel/csv.ts'
import { majorUnits } from '#kernel/money.ts'
import type { CallContext } from '#platform/http/context.ts'
import { csvPages, csvPageSize, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { exportPath, exportQuery, type RenewalAnswer } from '../contract.ts'
import { categoryLabels, outcomeLabels } from '../core/labels.ts'
import { presentRenewal, readPage } from './read.ts'

type Asked = ReturnType<typeof exportQuery.parse>

const heads = {
  ja: '顧客,更新日,解約通知の期限,自動更新,通貨,対象ARR,見立て,更新の確率(%),更新後の見込みARR,決着予定日,次の一歩,次の一歩の期限,担当,最後の接点,結果,更新後のARR',
  en: 'Customer,Renewal date,Notice deadline,Renews by itself,Currency,ARR at stake,Forecast,Probability (%),Expected ARR,Closes on,Next step,Next step on,Owner,Last touch,Outcome,ARR after',
}
const yesNo = { ja: ['はい', 'いいえ'], en: ['yes', 'no'] } as const

/** The download of the list of renewals. */
export const renewalsRawRoutes: RawRoutes = (app) => {
  app.get(
    exportPath,
    { config: { mayCall: 'accounts.export', proof: 'fresh', sees: ['money'] } },
    async (request, reply) => {
      const call = await request.callContext()
      const asked = queryOf(exportQuery, request)
      await call.transaction((tx) =>
        recordChange(tx, {
          by: call.caller,
          action: 'renewal.export',
          subjectId: call.caller.workspaceId,
          after: { ...asked },
        }),
      )
      const shown = `${asked.locale === 'ja' ? '更新一覧' : 'renewals'}-${call.today()}`
      return sendCsv(reply, { encoding: asked.encoding, name: `renewals-${call.today()}`, shown }, lines(call, asked))
    },
  )
}

function lines(call: CallContext, asked: Asked): AsyncGenerator<string> {
  const read = (cursor: string | undefined) =>
    call.transaction((tx) =>
      readPage(tx, call.caller.workspaceId, { ...asked, limit: csvPageSize, cursor }, call.today()),
    )
  return csvPages(heads[asked.locale], read, (row) => cellsOf(presentRenewal(row), asked.locale).map(csvCell))
}

function cellsOf(row: RenewalAnswer, locale: 'ja' | 'en'): string[] {
  const money = (amount: number | null) =>
    amount === null ? '' : String(majorUnits({ amount, currency: row.currency }))
  return [
    row.account.name,
    row.termEnd,
    row.noticeBy ?? '',
    yesNo[locale][row.autoRenews ? 0 : 1],
    row.currency,
    money(row.atStake),
    row.category ? categoryLabels[row.category][locale] : '',
    row.chance === null ? '' : String(row.chance),
    money(row.amount ?? row.atStake),
    row.closesOn ?? '',
    row.nextStep,
    row.nextStepOn ?? '',
    row.owner?.name ?? '',
    row.lastTouchOn ?? '',
    row.outcome ? outcomeLabels[row.outcome][locale] : '',
    money(row.closedAmount),
  ]
}
