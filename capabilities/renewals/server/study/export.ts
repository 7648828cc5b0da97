import { recordChange } from '#capabilities/access/server/index.ts'
import { csvCell } from '#kernel/csv.ts'
import { majorUnits } from '#kernel/money.ts'
import { csvPages, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { type LostAnswer, studyExportPath, studyExportQuery } from '#capabilities/renewals/contract/study.ts'
import { lostCustomers } from './lost.ts'

const heads = {
  ja: '顧客,解約日,契約していた月数,失ったARR,理由,防げたか,できたはずのこと,180日前のスコア,90日前のスコア,30日前のスコア',
  en: 'Customer,Lost on,Months as a customer,ARR lost,Reason,Avoidable,What could have been done,Score 180 days before,Score 90 days before,Score 30 days before',
}
const yesNo = { ja: ['防げた', '防げなかった'], en: ['yes', 'no'] } as const

/** The download of the customers who were lost. */
export const studyRawRoutes: RawRoutes = (app) => {
  app.get(
    studyExportPath,
    { config: { mayCall: 'accounts.export', proof: 'fresh', sees: ['money'] } },
    async (request, reply) => {
      const call = await request.callContext()
      const asked = queryOf(studyExportQuery, request)
      const { currency, id } = call.caller.workspace
      await call.transaction((tx) =>
        recordChange(tx, { by: call.caller, action: 'churn.export', subjectId: id, after: { ...asked } }),
      )
      const read = async () => ({ rows: await lostCustomers(call, asked), next: null })
      const line = (row: LostAnswer) => cellsOf(row, asked.locale, currency).map(csvCell)
      const shown = `${asked.locale === 'ja' ? '解約した顧客' : 'lost-customers'}-${call.today()}`
      const file = { encoding: asked.encoding, name: `lost-customers-${call.today()}`, shown }
      return sendCsv(reply, file, csvPages(heads[asked.locale], read, line))
    },
  )
}

function cellsOf(row: LostAnswer, locale: 'ja' | 'en', currency: string): string[] {
  return [
    row.account.name,
    row.lostOn,
    String(row.months),
    row.arr === null ? '' : String(majorUnits({ amount: row.arr, currency })),
    row.reason?.label[locale] ?? '',
    row.avoidable === null ? '' : yesNo[locale][row.avoidable ? 0 : 1],
    row.lesson,
    ...row.scores.map(({ score }) => (score === null ? '' : String(Math.round(score)))),
  ]
}
