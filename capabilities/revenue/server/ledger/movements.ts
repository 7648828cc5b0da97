import { sql } from 'kysely'
import type { z } from 'zod'
import type { ledgerRoutes } from '#capabilities/revenue/contract/ledger.ts'
import { firstDayOf, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import { inMinorUnits } from '#capabilities/revenue/core/fraction.ts'
import { addDays, addMonths, day } from '#kernel/day.ts'
import type { Tx } from '#platform/database/scope.ts'
import { readConventions } from './conventions.ts'
import { type Period, toldUntil } from './waterfall.ts'
import { type Asking, movementsWithin, ofAccounts, whoseOf } from './whose.ts'

type Answer = z.input<(typeof ledgerRoutes.movements)['~orpc']['outputSchema'] & z.ZodType>
type Row = Answer['rows'][number]
type Asked = Period & {
  limit: number
  cursor?: string | undefined
  kind?: string | undefined
  account?: string | undefined
}

/** The movements of a period, the largest first, each with the version of the line that caused it. */
export async function readMovements(tx: Tx, call: Asking, asked: Asked): Promise<Answer> {
  const { conventions } = await readConventions(tx, call.caller.workspaceId)
  const until = toldUntil(call.today(), conventions)
  const [from, to] = [firstDayOf(monthOf(day(asked.from))), addMonths(firstDayOf(monthOf(day(asked.to))), 1)]
  const last = until < to ? until : addDays(to, -1)
  const skipped = Number(asked.cursor ?? 0) || 0
  const largest = sql`abs(m.amount) desc, m.account_id, m.moved_on, m.line_id, m.kind`
  // The page is picked before anything is looked up beside it: a month may have moved by tens of thousands of lines.
  const { rows } = await sql<Omit<Row, 'amount' | 'native'> & { amount: string; native: string }>`
    with m as (
      select m.* from ${ofAccounts(movementsWithin(call, asked), call, await whoseOf(tx, call, asked))}
      where m.moved_on >= ${from}::date and m.moved_on <= ${last}::date
        and (${asked.kind ?? null}::text is null or m.kind = ${asked.kind ?? null})
        and (${asked.account ?? null}::uuid is null or m.account_id = ${asked.account ?? null})
      order by ${largest} limit ${asked.limit + 1} offset ${skipped}
    )
    select m.moved_on as on, m.kind, m.amount::text, jsonb_build_object('id', a.id, 'name', a.name) as account,
      l.contract_id as "contractId", m.line_id as "lineId", m.product, m.currency, m.native::text,
      jsonb_build_object('id', v.id, 'plan', coalesce(v.plan, l.plan), 'startOn', v.start_on, 'endOn', v.end_on,
        'quantity', v.quantity, 'amount', v.amount, 'intervalMonths', v.interval_months, 'intervalUnit', v.interval_unit) as version
    from m join accounts a on a.workspace_id = m.workspace_id and a.id = m.account_id
    join contract_lines l on l.workspace_id = m.workspace_id and l.id = m.line_id
    join contract_line_versions v on v.workspace_id = m.workspace_id and v.id = m.version_id
    order by ${largest}
  `.execute(tx)
  const page = rows.slice(0, asked.limit).map((row) => ({
    ...row,
    amount: inMinorUnits(BigInt(row.amount)),
    native: inMinorUnits(BigInt(row.native)),
  }))
  return { rows: page, next: rows.length > asked.limit ? String(skipped + asked.limit) : null }
}
