import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { japaneseCalendar } from '#kernel/businessCalendar.ts'
import { day } from '#kernel/day.ts'
import { effectHold, releaseEffects } from '#platform/backup/holds.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import { privacyContract } from '#capabilities/access/contract/privacy.ts'
import { deadlines } from '#capabilities/access/core/incident.ts'
import { recordChange } from '../audit.ts'
import { erasePerson } from './erase.ts'
import { affectedBy, countAffected } from './incident/affected.ts'
import { readLedger, recordConsent } from './consent/ledger.ts'
import { addPurpose, archivePurpose, changePurpose, readPurposes } from './consent/purposes.ts'
import { close, type KeyStock, stockOf } from './incident/close.ts'
import { inSpan, traceOf } from './incident/trace.ts'
import type { Retention } from './retention/kind.ts'
import { holdAccount, previewRule, readRetention, refuseHeld, releaseHold, setRule } from './retention/rules.ts'

const on = implement(privacyContract).$context<CallContext>()
const { consent, incident, retention } = on

/** What privacy is told by floors above. */
export type PrivacyHooks = { readonly keys: KeyStock; readonly kinds: readonly Retention[] }

/** The routes of what an administrator does after a restore, and for the people whose data this is. */
export const privacyRoutes = ({ keys, kinds }: PrivacyHooks) =>
  on.router({
    consent: {
      purposes: consent.purposes.handler(({ context }) => context.look(readPurposes)),
      add: consent.add.handler(({ context, input }) => addPurpose(context, input)),
      change: consent.change.handler(({ context, input }) => changePurpose(context, input)),
      archive: consent.archive.handler(({ context, input }) => archivePurpose(context, input)),
      ofContact: consent.ofContact.handler(({ context, input }) => context.look((tx) => readLedger(tx, input.id))),
      record: consent.record.handler(({ context, input }) => recordConsent(context, input)),
    },
    incident: {
      trace: incident.trace.handler(({ context: { database, caller }, input }) =>
        database.system((tx) => traceOf(tx, caller.workspaceId, inSpan(input, caller.workspace.timeZone))),
      ),
      people: incident.people.handler(async ({ context, input }) => {
        const affected = await affectedBy(
          context.database,
          context.caller.workspaceId,
          inSpan(input, context.caller.workspace.timeZone),
        )
        const counted = await context.look((tx) => countAffected(tx, affected))
        return { ...counted, everybody: affected.everybody }
      }),
      deadlines: incident.deadlines.handler(({ input }) => deadlines(day(input.knownOn), japaneseCalendar)),
      stock: incident.stock.handler(({ context, input }) => stockOf(context, keys, input.personId ?? null)),
      close: incident.close.handler(({ context, input }) => close(context, keys, input)),
    },
    retention: {
      read: retention.read.handler(({ context }) => context.look(readRetention)),
      preview: retention.preview.handler(({ context, input }) => previewRule(context, kinds, input)),
      set: retention.set.handler(({ context, input }) => setRule(context, input)),
      hold: retention.hold.handler(({ context, input }) => holdAccount(context, input)),
      release: retention.release.handler(({ context, input }) => releaseHold(context, input.id)),
    },
    effects: {
      read: on.effects.read.handler(({ context }) => context.look((tx) => holdOf(tx, context))),
      release: on.effects.release.handler(({ context }) => context.transaction((tx) => release(tx, context))),
    },
    erase: on.erase.handler(({ context, input }) => erase(context, input)),
    erased: on.erased.handler(({ context }) =>
      context.look(async (tx) => {
        const { rows } = await sql<{ contactId: string; erasedAt: Date; by: string | null }>`
        select e.contact_id as "contactId", e.erased_at as "erasedAt", p.name as by from erasures e
        left join people p on p.workspace_id = e.workspace_id and p.id = e.erased_by
        order by e.erased_at desc limit 500
      `.execute(tx)
        return { erasures: rows.map((row) => ({ ...row, erasedAt: row.erasedAt.toISOString() })) }
      }),
    ),
  })

type Tx = Parameters<Parameters<CallContext['transaction']>[0]>[0]

async function holdOf(tx: Tx, { caller }: CallContext) {
  const hold = await effectHold(tx, caller.workspaceId)
  if (!hold) return { hold: null }
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from mails
    where workspace_id = ${caller.workspaceId} and status = 'queued' and not_before <= now()
  `.execute(tx)
  const { heldAt, backupMadeAt } = hold
  return {
    hold: { heldAt: heldAt.toISOString(), backupMadeAt: backupMadeAt.toISOString(), waiting: rows[0]!.waiting },
  }
}

async function release(tx: Tx, { caller, live }: CallContext) {
  const doubted = await releaseEffects(tx, caller.workspaceId, caller.personId)
  if (doubted === null) return { doubted: 0 } // somebody else was quicker
  await recordChange(tx, {
    by: caller,
    action: 'workspace.send_on',
    subjectId: caller.workspaceId,
    after: { doubted },
  })
  await live.publish(caller.workspaceId, { topic: 'settings', ids: [] }, tx)
  return { doubted }
}

/** Whoever erases writes the name: it cannot be taken back. */
async function erase(context: CallContext, { id, name }: { id: string; name: string }) {
  const { caller, events, live, files } = context
  const erased = await erasePerson(
    { change: context.transaction, events, files },
    { workspaceId: caller.workspaceId, contactId: id, by: caller.personId },
    {
      allowed: async (tx) => {
        const { rows } = await sql<{ name: string }>`select name from contacts where id = ${id}`.execute(tx)
        if (!rows[0]) throw notFound()
        await refuseHeld(tx, id)
        if (rows[0].name.trim() !== name.trim()) throw refused([{ field: 'name', rule: 'privacy.name' }])
      },
      then: async (tx, { subject: { accountId } }) => {
        await recordChange(tx, { by: caller, action: 'contact.erase', subjectId: id, accountId })
        await live.publish(caller.workspaceId, { topic: 'account', ids: [accountId] }, tx)
      },
    },
  )
  if (!erased) throw notFound()
  return { places: erased.places, events: erased.events }
}
