import { implement } from '@orpc/server'
import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { accessContract } from '../contract.ts'
import { recordChange } from './audit.ts'
import { readAudit } from './auditRead.ts'
import { sealAudit } from './auditSeal.ts'
import { verifyAudit } from './auditVerify.ts'

const on = implement(accessContract).$context<CallContext>()

async function keptMonths(tx: Tx): Promise<number | null> {
  const { rows } = await sql<{ months: number | null }>`select keep_months as months from audit_settings`.execute(tx)
  return rows[0]?.months ?? null
}

export const audit = on.audit.router({
  list: on.audit.list.handler(({ context, input }) =>
    context.transaction((tx) => readAudit(tx, { ...input, timeZone: context.caller.workspace.timeZone })),
  ),
  verify: on.audit.verify.handler(async ({ context, input }) => {
    await sealAudit(context.database)
    return await context.transaction((tx) => verifyAudit(tx, input.known))
  }),
  settings: on.audit.settings.handler(async ({ context }) => ({ keepMonths: await context.transaction(keptMonths) })),
  setSettings: on.audit.setSettings.handler(async ({ context, input: { keepMonths } }) => {
    const { caller } = context
    await context.transaction(async (tx) => {
      const before = await keptMonths(tx)
      if (before === keepMonths) return
      await sql`insert into audit_settings (workspace_id, keep_months) values (${caller.workspaceId}, ${keepMonths})
        on conflict (workspace_id) do update set keep_months = excluded.keep_months`.execute(tx)
      await recordChange(tx, {
        by: caller,
        action: 'audit.keep',
        subjectId: caller.workspaceId,
        before: { keepMonths: before },
        after: { keepMonths },
      })
    })
    return { keepMonths }
  }),
})
