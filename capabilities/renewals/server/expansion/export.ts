import { recordChange } from '#capabilities/access/server/index.ts'
import { csvCell } from '#kernel/csv.ts'
import { majorUnits } from '#kernel/money.ts'
import type { CallContext } from '#platform/http/context.ts'
import { csvPages, csvPageSize, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import {
  expansionExportPath,
  expansionExportQuery,
  type OpportunityAnswer,
} from '#capabilities/renewals/contract/expansion.ts'
import { kindLabels, refusalLabels, stageLabels } from '#capabilities/renewals/core/expansion/words.ts'
import { namesOf, presentOpportunity, readPage } from './read.ts'
import { readRules } from './rules.ts'

type Asked = ReturnType<typeof expansionExportQuery.parse>

const heads = {
  ja: '顧客,種類,製品,段階,見つけた日,きっかけ,先に必要なこと,通貨,見込みARR,成立の予定日,担当,次の一歩,次の一歩の期限,メモ,見送りの理由,終了日',
  en: 'Customer,Kind,Product,Stage,Found on,Raised by,First needed,Currency,ARR more,Expected on,Owner,Next step,Next step on,Note,Lost because,Closed on',
}
const byHand = { ja: '手で追加', en: 'By hand' }

/** The download of the list of opportunities. */
export const expansionRawRoutes: RawRoutes = (app) => {
  app.get(
    expansionExportPath,
    { config: { mayCall: 'accounts.export', proof: 'fresh', sees: ['money'] } },
    async (request, reply) => {
      const call = await request.callContext()
      const asked = queryOf(expansionExportQuery, request)
      await call.transaction((tx) =>
        recordChange(tx, {
          by: call.caller,
          action: 'expansion.export',
          subjectId: call.caller.workspaceId,
          after: { ...asked },
        }),
      )
      const shown = `${asked.locale === 'ja' ? '拡大機会' : 'expansion'}-${call.today()}`
      return sendCsv(reply, { encoding: asked.encoding, name: `expansion-${call.today()}`, shown }, lines(call, asked))
    },
  )
}

function lines(call: CallContext, asked: Asked): AsyncGenerator<string> {
  const read = (cursor: string | undefined) =>
    call.transaction(async (tx) => {
      const nameOf = namesOf(await readRules(tx, call.caller.workspaceId))
      const page = await readPage(tx, call.caller.workspaceId, { ...asked, limit: csvPageSize, cursor })
      return { rows: page.rows.map((row) => presentOpportunity(row, nameOf)), next: page.next }
    })
  return csvPages(heads[asked.locale], read, (row) => cellsOf(row, asked.locale).map(csvCell))
}

function cellsOf(row: OpportunityAnswer, locale: 'ja' | 'en'): string[] {
  return [
    row.account.name,
    kindLabels[row.kind][locale],
    row.product ?? '',
    stageLabels[row.stage][locale],
    row.since,
    row.rule ? row.rule.label[locale] : byHand[locale],
    (row.heldBack ?? []).map(({ label }) => label[locale]).join(locale === 'ja' ? '、' : ', '),
    row.currency,
    row.amount === null ? '' : String(majorUnits({ amount: row.amount, currency: row.currency })),
    row.expectedOn ?? '',
    row.owner?.name ?? '',
    row.nextStep,
    row.nextStepOn ?? '',
    row.note,
    row.refusal ? refusalLabels[row.refusal][locale] : '',
    row.closedOn ?? '',
  ]
}
