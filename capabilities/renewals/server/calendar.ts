import { sql } from 'kysely'
import { isBusinessDay, japaneseCalendar, plainCalendar, publicHoliday } from '#kernel/businessCalendar.ts'
import { addDays, addMonths, type Day, daysBetween } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { z } from 'zod'
import type { calendarRoute } from '../contract/views.ts'
import { renewalSource, type Wanted, wantedSql } from './read.ts'
import { readCurrencies } from './sums.ts'
import { readWorths, type Sum, sumColumns, told } from './worth.ts'

type Answer = z.input<NonNullable<(typeof calendarRoute)['~orpc']['outputSchema']>>
type Marked = Answer['days'][number]['marks'][number] & { on: Day; ends: number; notices: number; sum: number }

/** How many of a day are told with it; whoever wants all opens the day. */
const marksTold = 4

/** A month of days with the terms that end and the notice deadlines of what is open, the largest of each day first. */
export async function readCalendar(
  tx: Tx,
  { caller: { workspace }, today }: Pick<CallContext, 'caller' | 'today'>,
  { month, ...wanted }: Omit<Wanted, 'from' | 'until' | 'on'> & { month: string },
): Promise<Answer> {
  const from = `${month.slice(0, 7)}-01` as Day
  const until = addMonths(from, 1)
  const worths = await readWorths(tx, workspace, today())
  const { rows } = await sql<Marked>`
    with due as (
      select e.on, e.what, r.id, a.name as account, r.status, r.category, r.outcome, r.currency, r.at_stake as "atStake",
        ${told(sql`r.at_stake`)} as told
      from ${renewalSource} left join ${worths.table} on x.code = r.currency
        cross join lateral (
          values (r.term_end, 'term_end'), (case when r.status = 'open' then r.notice_by end, 'notice')
        ) as e ("on", what)
      where ${wantedSql(workspace.id, wanted, today())} and e.on >= ${from}::date and e.on < ${until}::date
    ), placed as (
      select due.*, count(*) filter (where what = 'term_end') over day as ends, count(*) filter (where what = 'notice') over day as notices,
        coalesce(sum(told) filter (where what = 'term_end') over day, 0) as sum,
        row_number() over (partition by "on" order by told desc nulls last, account, what, id) as place
      from due window day as (partition by "on")
    )
    select "on", what, id, account, status, category, outcome, currency, "atStake", ends::int, notices::int, sum::bigint
    from placed where place <= ${marksTold} order by "on", place
  `.execute(tx)
  const marked = Map.groupBy(rows, (row) => row.on)
  const days = Array.from({ length: daysBetween(from, until) }, (_, at) => addDays(from, at))
  const term = { ...wanted, from, until }
  return {
    days: days.map((on) => dayOf(on, marked.get(on) ?? [], workspace.timeZone)),
    sum: await readSum(tx, { workspace, term, today: today() }, worths),
    currencies: await readCurrencies(tx, workspace, term, today(), worths),
  }
}

type Asked = { workspace: { id: CallContext['caller']['workspaceId'] }; term: Wanted; today: Day }

async function readSum(
  tx: Tx,
  { workspace, term, today }: Asked,
  worths: Awaited<ReturnType<typeof readWorths>>,
): Promise<Sum> {
  const { rows } = await sql<Sum>`
    select ${sumColumns} from ${renewalSource} left join ${worths.table} on x.code = r.currency
    where ${wantedSql(workspace.id, term, today)}
  `.execute(tx)
  return rows[0]!
}

function dayOf(on: Day, marks: readonly Marked[], timeZone: string): Answer['days'][number] {
  const inJapan = timeZone === 'Asia/Tokyo'
  const [first] = marks
  return {
    on,
    off: !isBusinessDay(inJapan ? japaneseCalendar : plainCalendar, on),
    holiday: inJapan ? publicHoliday(on) : null,
    ends: first?.ends ?? 0,
    notices: first?.notices ?? 0,
    atStake: first?.sum ?? 0,
    marks: marks.map(({ on: _on, ends: _ends, notices: _notices, sum: _sum, ...mark }) => mark),
  }
}
