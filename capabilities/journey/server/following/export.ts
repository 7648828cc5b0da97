import { recordChange } from '#capabilities/access/server/index.ts'
import { exportPath, exportQuery } from '#capabilities/journey/contract/figures.ts'
import type { CardAnswer } from '#capabilities/journey/contract/following.ts'
import { blockedSideLabels, latenessLabels } from '#capabilities/journey/core/words.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { csvCell } from '#kernel/csv.ts'
import { majorUnits } from '#kernel/money.ts'
import type { CallContext } from '#platform/http/context.ts'
import { csvPages, csvPageSize, queryOf, sendCsv } from '#platform/http/csvFile.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { readCards } from './board.ts'
import { theMap } from './followedMaps.ts'

type Asked = ReturnType<typeof exportQuery.parse>

const heads = {
  ja: '顧客,フェーズ,入った日,日数,通常の日数,進み具合,足りない条件,戻った回数,苦労の度合い,妨げがある側,妨げの日数,進む確認待ち,ARR,担当',
  en: 'Customer,Phase,Entered on,Days,Usual days,Pace,Missing,Returns,Struggle,Blocked by,Days blocked,Waits for a word,ARR,Owner',
}

/** The download of the board: every customer with where it is. */
export const followingRawRoutes: RawRoutes = (app) => {
  app.get(exportPath, { config: { mayCall: 'accounts.export', proof: 'fresh' } }, async (request, reply) => {
    const call = await request.callContext()
    const asked = queryOf(exportQuery, request)
    await call.transaction((tx) =>
      recordChange(tx, {
        by: call.caller,
        action: 'journey.export',
        subjectId: call.caller.workspaceId,
        after: { ...asked },
      }),
    )
    const shown = `${asked.locale === 'ja' ? 'ジャーニー' : 'journey'}-${call.today()}`
    return sendCsv(reply, { encoding: asked.encoding, name: `journey-${call.today()}`, shown }, lines(call, asked))
  })
}

/** The cursor of the file: in which phase it is, and where there. */
async function* lines(call: CallContext, asked: Asked): AsyncGenerator<string> {
  const { workspaceId, workspace } = call.caller
  const map = await call.transaction((tx) => theMap(tx, workspaceId, asked.map))
  const phases = map?.phases ?? []
  const read = async (cursor: string | undefined) => {
    const [, place, after] = /^(\d+) (.*)$/.exec(cursor ?? '0 ') ?? []
    const at = Number(place)
    const phase = phases[at]
    if (!phase) return { rows: [], next: null }
    const page = { ...asked, phase: phase.key, limit: csvPageSize, cursor: after || undefined }
    const { rows, next } = await call.transaction((tx) => readCards(tx, workspaceId, page, call.today()))
    const follows = next ? `${at} ${next}` : at + 1 < phases.length ? `${at + 1} ` : null
    return { rows: rows.map((card) => ({ card, label: phase.label })), next: follows }
  }
  yield* csvPages(heads[asked.locale], read, ({ card, label }) =>
    cellsOf(card, label, asked.locale, workspace.currency).map(csvCell),
  )
}

function cellsOf(card: CardAnswer, phase: Label, locale: 'ja' | 'en', currency: string): string[] {
  const figure = (value: number | null | undefined) => (value == null ? '' : String(value))
  return [
    card.account.name,
    phase[locale],
    card.enteredOn,
    figure(card.days),
    figure(card.usualDays),
    latenessLabels[card.lateness][locale],
    card.missing.map(({ label }) => label[locale]).join(locale === 'ja' ? '、' : ', '),
    figure(card.returns),
    figure(card.struggle),
    card.blocked ? blockedSideLabels[card.blocked.side][locale] : '',
    figure(card.blocked?.days),
    card.mayLeave ? (locale === 'ja' ? 'はい' : 'Yes') : '',
    card.arr === null ? '' : String(majorUnits({ amount: card.arr, currency })),
    card.owner?.name ?? '',
  ]
}
