import { sql } from 'kysely'
import type { z } from 'zod'
import type { behindRoute, flowRoute } from '#capabilities/journey/contract/figures.ts'
import { addMonths, type Day } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { theMap } from './followedMaps.ts'
import { settledStays, tenureSql } from './settledStays.ts'
import { groupKey } from './tenures.ts'
import { type Wanted, wantedSql } from './wanted.ts'

type Flow = z.input<NonNullable<(typeof flowRoute)['~orpc']['outputSchema']>>
type Asked = z.output<NonNullable<(typeof behindRoute)['~orpc']['inputSchema']>>
type Behind = z.input<NonNullable<(typeof behindRoute)['~orpc']['outputSchema']>>

/** How many customers went from which phase to which in the last months: one query over all stays. */
export async function readFlow(
  tx: Tx,
  workspaceId: WorkspaceId,
  { months: count, ...wanted }: Wanted & { months: number },
  today: Day,
): Promise<Flow> {
  const map = await theMap(tx, workspaceId, wanted.map)
  const first = addMonths(`${today.slice(0, 7)}-01` as Day, 1 - count)
  const months = Array.from({ length: count }, (_, at) => addMonths(first, at).slice(0, 7))
  if (!map) return { phases: [], months, moves: [] }
  const { rows } = await sql<{ from: string | null; to: string; back: boolean; month: string; count: number }>`
    select s.before as from, s.phase as to, coalesce(s.place_before > s.place, false) as back,
      to_char(s.entered_on, 'YYYY-MM') as month, count(*)::int as count
    from ${settledStays(workspaceId, map)} s
      join account_facts f on f.workspace_id = s.workspace_id and f.account_id = s.account_id
    where ${wantedSql(workspaceId, wanted)} and s.entered_on >= ${first}::date and s.before is distinct from s.phase
    group by 1, 2, 3, 4
  `.execute(tx)
  const order = map.phases.map(({ key }) => key)
  const place = (key: string | null) => (key === null ? -1 : order.indexOf(key))
  const moves = [...Map.groupBy(rows, ({ from, to }) => `${from ?? ''} ${to}`).values()].map((own) => ({
    from: own[0]!.from,
    to: own[0]!.to,
    back: own[0]!.back,
    counts: months.map((month) => own.find((row) => row.month === month)?.count ?? 0),
  }))
  return {
    phases: map.phases.map(({ key, label }) => ({ key, label })),
    months,
    moves: moves.toSorted((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to)),
  }
}

type Row = Omit<Behind['rows'][number], 'account'> & { account_id: string; name: string }
const cursorForm = /^(\d{4}-\d{2}-\d{2}) ([0-9a-f-]{36})$/

/** The stays behind a figure, the latest first. */
export async function readStaysBehind(tx: Tx, workspaceId: WorkspaceId, asked: Asked, today: Day): Promise<Behind> {
  const map = await theMap(tx, workspaceId, asked.map)
  if (!map) return { rows: [], next: null }
  const { time, lost, known } = tenureSql(today)
  const { key, join } = groupKey[asked.by]
  const [, on, id] = cursorForm.exec(asked.cursor ?? '') ?? []
  const parts = [sql`s.phase = ${asked.phase}`]
  if (asked.month) {
    const month = `${asked.month}-01`
    parts.push(sql`s.entered_on >= ${month}::date and s.entered_on < ${month}::date + interval '1 month'`)
  } else parts.push(known)
  if (asked.from) parts.push(asked.from === 'start' ? sql`s.before is null` : sql`s.before = ${asked.from}`)
  if (asked.by !== 'none') parts.push(sql`${key} = ${asked.key}`)
  if (asked.which === 'there') parts.push(sql`s.left_on is null`)
  if (asked.which === 'passed') parts.push(lost)
  if (asked.which === 'back') parts.push(sql`s.place_after < s.place`)
  if (id) parts.push(sql`(s.entered_on, s.id) < (${on}::date, ${id}::uuid)`)
  const { rows } = await sql<Row>`
    select s.id, s.account_id, f."account.name" as name, s.entered_on as "enteredOn", s.left_on as "leftOn", ${time} as days,
      case when s.left_on is null then f."journey.percentile" else s.percentile end as percentile,
      case when s.left_on is null then f."journey.struggle" else s.struggle end as struggle, s.reason
    from ${settledStays(workspaceId, map)} s
      join account_facts f on f.workspace_id = s.workspace_id and f.account_id = s.account_id ${join}
    where ${wantedSql(workspaceId, asked)} and ${sql.join(parts, sql` and `)}
    order by s.entered_on desc, s.id desc limit ${asked.limit + 1}
  `.execute(tx)
  const last = rows.length > asked.limit ? rows[asked.limit - 1] : undefined
  return {
    rows: rows
      .slice(0, asked.limit)
      .map(({ account_id, name, ...stay }) => ({ ...stay, account: { id: account_id, name } })),
    next: last ? `${last.enteredOn} ${last.id}` : null,
  }
}
