import { sql } from 'kysely'
import type { CallContext, Caller, Locale } from '#platform/http/context.ts'
import { recordChange } from './audit.ts'
import { callerIn } from './caller.ts'
import { denied, refuseWeakPassword } from './refusals.ts'

type Wanted = { name?: string | undefined; locale?: Locale | null | undefined }
type Row = { name: string; locale: Locale | null; email: string }

/** Changes the caller's own name or language in this workspace. */
export async function updateMe(context: CallContext, { name, locale }: Wanted): Promise<Caller> {
  const { caller, database } = context
  await context.transaction(async (tx) => {
    const { rows } = await sql<Row>`select name, locale from people where id = ${caller.personId} for update`.execute(
      tx,
    )
    const before = { name: rows[0]!.name, locale: rows[0]!.locale }
    const after = { name: name ?? before.name, locale: locale === undefined ? before.locale : locale }
    if (before.name === after.name && before.locale === after.locale) return
    await sql`update people set name = ${after.name}, locale = ${after.locale} where id = ${caller.personId}`.execute(
      tx,
    )
    await recordChange(tx, { by: caller, action: 'person.profile', subjectId: caller.personId, before, after })
  })
  return (await callerIn(database, caller.userId, caller.workspaceId))!
}

/** Changes the caller's password; all their other sessions end. */
export async function changePassword(context: CallContext, current: string, next: string): Promise<void> {
  const { caller, identity, visit } = context
  const email = await context.transaction(async (tx) => {
    const { rows } = await sql<Row>`select email from people where id = ${caller.personId}`.execute(tx)
    return rows[0]!.email
  })
  refuseWeakPassword('next', next, [caller.name, email, caller.workspace.name])
  const proven = await identity.changePassword(visit, caller.userId, current, next)
  if (!proven.ok) throw denied(proven, 'current', 'password.wrong')
  await context.transaction((tx) =>
    recordChange(tx, { by: caller, action: 'person.password', subjectId: caller.personId }),
  )
}
