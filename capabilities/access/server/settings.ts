import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext, Caller } from '#platform/http/context.ts'
import { recordChange } from './audit.ts'
import { callerIn } from './caller.ts'
import { refused } from './refusals.ts'
import { refuseUnknownTimeZone, type Settings } from './setup.ts'

type Wanted = { [Key in keyof Settings]?: Settings[Key] | undefined }

/** Changes the settings of the workspace. The currency stays once amounts are kept in it: figures never change meaning. */
export async function updateWorkspace(
  context: CallContext,
  wanted: Wanted,
  holdsMoney: (tx: Tx) => Promise<boolean>,
): Promise<Caller> {
  refuseUnknownTimeZone(wanted)
  const { caller, database, live } = context
  await context.transaction(async (tx) => {
    const { rows } = await sql<Settings>`
      select name, locale, time_zone as "timeZone", currency, fiscal_start_month as "fiscalStartMonth"
      from workspaces for update`.execute(tx)
    const before = rows[0]!
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined)
    const after: Settings = { ...before, ...Object.fromEntries(given) }
    const keys = Object.keys(before) as Array<keyof Settings>
    const changed = keys.filter((key) => before[key] !== after[key])
    if (changed.length === 0) return
    if (changed.includes('currency') && (await holdsMoney(tx))) throw refused('currency', 'currency.inUse')
    await sql`update workspaces set name = ${after.name}, locale = ${after.locale}, time_zone = ${after.timeZone},
      currency = ${after.currency}, fiscal_start_month = ${after.fiscalStartMonth}`.execute(tx)
    const only = (settings: Settings) => Object.fromEntries(changed.map((key) => [key, settings[key]]))
    await recordChange(tx, {
      by: caller,
      action: 'workspace.update',
      subjectId: caller.workspaceId,
      before: only(before),
      after: only(after),
    })
  })
  await live.publish(caller.workspaceId, { topic: 'settings', ids: [] })
  return (await callerIn(database, caller.userId, caller.workspaceId))!
}
