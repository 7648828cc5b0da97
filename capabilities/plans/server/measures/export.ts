import { recordChange } from '#capabilities/access/server/index.ts'
import { csvCell } from '#kernel/csv.ts'
import { csvPages, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { measuresExportPath, measuresExportQuery } from '#capabilities/plans/contract/measures.ts'
import { stateLabels } from '#capabilities/plans/core/words.ts'
import { lookAtStarts, presentStart } from './measures.ts'
import type { AccountStart } from './starts.ts'

const heads = {
  ja: '顧客,プラン,タッチモデル,キックオフ,終了日,状態,日数,最初の成果までの日数,人手なし,完了にしたステップ,会話・連絡,対応したCTA,自社の作業時間,いまのステップ,そこにいる日数',
  en: 'Customer,Plan,Touch model,Kick-off,Ended on,State,Days,Days to first value,Without a person,Steps we closed,Touches,CTAs worked,Our hours,Step now,Days there',
}
const running = { ja: '進行中', en: 'Running' }

/** The download of all starts of the months that are asked for, those that still run included. */
export const measuresRawRoutes: RawRoutes = (app) => {
  app.get(measuresExportPath, { config: { mayCall: 'accounts.export', proof: 'fresh' } }, async (request, reply) => {
    const call = await request.callContext()
    const asked = queryOf(measuresExportQuery, request)
    const { id } = call.caller.workspace
    const looked = await call.transaction(async (tx) => {
      await recordChange(tx, { by: call.caller, action: 'plan_measures.export', subjectId: id, after: { ...asked } })
      return lookAtStarts(tx, call, asked)
    })
    const rows = [...new Set([...looked.begun, ...looked.left])]
    const line = (start: AccountStart) => cellsOf(start, asked.locale, looked.today).map(csvCell)
    const shown = `${asked.locale === 'ja' ? '立ち上がり' : 'onboarding'}-${looked.today}`
    const file = { encoding: asked.encoding, name: `onboarding-${looked.today}`, shown }
    return sendCsv(
      reply,
      file,
      csvPages(heads[asked.locale], async () => ({ rows, next: null }), line),
    )
  })
}

function cellsOf(start: AccountStart, locale: 'ja' | 'en', today: AccountStart['startedOn']): string[] {
  const { account, plan, outcome, days, daysToValue, byHand, ourHours, alone, standsAt, ...dates } = presentStart(
    start,
    today,
  )
  const yes = locale === 'ja' ? 'はい' : 'yes'
  return [
    account.name,
    plan.name,
    start.touchModel ?? '',
    dates.startedOn,
    dates.endedOn ?? '',
    (outcome === 'running' ? running : stateLabels[outcome])[locale],
    String(days),
    daysToValue === null ? '' : String(daysToValue),
    alone ? yes : '',
    ...(outcome === 'done' ? [byHand.steps, byHand.touches, byHand.ctas].map(String) : ['', '', '']),
    String(ourHours),
    standsAt?.name[locale] ?? '',
    standsAt ? String(standsAt.days) : '',
  ]
}
