import { sql } from 'kysely'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { Moment } from '#capabilities/facts/core/condition/evaluate.ts'
import { calendarOf } from '#capabilities/plans/server/index.ts'
import type { BusinessCalendar } from '#kernel/businessCalendar.ts'
import { type Day, dayOf } from '#kernel/day.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { Workspace } from '#platform/http/context.ts'

/** The company mails go out for, and what time it is there. */
export type Company = {
  workspace: Workspace
  calendar: BusinessCalendar
  timeZone: string
  now: number
  today: Day
}

export async function companyOf(tx: Tx, workspace: Workspace, now: Date): Promise<Company> {
  const { timeZone } = workspace
  return {
    workspace,
    calendar: await calendarOf(tx, workspace),
    timeZone,
    now: now.getTime(),
    today: dayOf(now.getTime(), timeZone),
  }
}

/** The same where nobody calls: a change of a plan, a loop. */
export async function companyById(tx: Tx, workspaceId: WorkspaceId, now: Date): Promise<Company> {
  const { rows } = await sql<Workspace>`
    select workspace_id as id, name, locale, time_zone as "timeZone", currency, fiscal_start_month as "fiscalStartMonth"
    from workspaces where workspace_id = ${workspaceId}
  `.execute(tx)
  return companyOf(tx, rows[0]!, now)
}

/** What asking conditions and saying facts needs, of a company. */
export type Asked = { catalogue: Catalogue; moment: Moment }

export async function askedOf(tx: Tx, { workspace, today }: Company): Promise<Asked> {
  const { currency, timeZone } = workspace
  return { catalogue: await factCatalogue(tx, workspace), moment: { today, currency, timeZone } }
}
