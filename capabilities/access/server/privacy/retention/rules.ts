import { sql } from 'kysely'
import { type RetentionKind, retentionKinds } from '#capabilities/access/core/retention.ts'
import type { Retained } from '#capabilities/access/contract/retention.ts'
import { recordChange } from '#capabilities/access/server/audit.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import type { Older, Retention } from './kind.ts'

/** The beginning of the day that lies so many days before today, in the workspace's own time. */
export function cutOff(today: string, days: number, timeZone: string): Date {
  const day = Temporal.PlainDate.from(today).subtract({ days })
  return new Date(day.toZonedDateTime(timeZone).epochMilliseconds)
}

/** All that the page of retention shows. */
export async function readRetention(tx: Tx): Promise<Retained> {
  const { rows: rules } = await sql<{ kind: RetentionKind; days: number }>`
    select kind, days from retention_rules`.execute(tx)
  const { rows: runs } = await sql<Omit<Retained['runs'][number], 'endedAt'> & { endedAt: Date | null }>`
    select kind, day, days, touched::int, ended_at as "endedAt" from retention_runs
    where touched > 0 or ended_at is null or day = (select max(day) from retention_runs)
    order by day desc, kind limit 40`.execute(tx)
  const { rows: holds } = await sql<Omit<Retained['holds'][number], 'heldAt'> & { heldAt: Date }>`
    select h.id, jsonb_build_object('id', a.id, 'name', a.name) as account, h.reason, h.held_at as "heldAt", p.name as by
    from legal_holds h join accounts a on a.workspace_id = h.workspace_id and a.id = h.account_id
    left join people p on p.workspace_id = h.workspace_id and p.id = h.held_by
    where h.released_at is null order by h.held_at desc limit 500`.execute(tx)
  return {
    rules: retentionKinds.map((kind) => ({ kind, days: rules.find((rule) => rule.kind === kind)?.days ?? null })),
    runs: runs.map(({ endedAt, ...run }) => ({ ...run, endedAt: endedAt?.toISOString() ?? null })),
    holds: holds.map(({ heldAt, ...hold }) => ({ ...hold, heldAt: heldAt.toISOString() })),
  }
}

/** How much a rule would take away if it were run now, and how much stays because its customer is on hold. */
export async function previewRule(
  context: CallContext,
  kinds: readonly Retention[],
  { kind, days }: { kind: RetentionKind; days: number },
): Promise<{ touched: number; held: number }> {
  const { workspaceId, workspace } = context.caller
  const older: Older = { workspaceId, before: cutOff(context.today(), days, workspace.timeZone) }
  const told = { touched: 0, held: 0 }
  for (const { count } of kinds.filter((one) => one.kind === kind)) {
    told.touched += await context.look((tx) => count(tx, older))
    told.held += await context.look((tx) => count(tx, { ...older, held: true }))
  }
  return told
}

/** Sets a rule, or with null keeps for ever what is left. It is run by itself once a day. */
export async function setRule(
  context: CallContext,
  { kind, days }: { kind: RetentionKind; days: number | null },
): Promise<Retained> {
  const { caller } = context
  return await context.transaction(async (tx) => {
    const { rows } = await sql<{
      days: number
    }>`select days from retention_rules where kind = ${kind} for update`.execute(tx)
    if (days === null) await sql`delete from retention_rules where kind = ${kind}`.execute(tx)
    else
      await sql`
        insert into retention_rules (workspace_id, kind, days, set_by) values (${caller.workspaceId}, ${kind}, ${days}, ${caller.personId})
        on conflict (workspace_id, kind) do update set days = excluded.days, set_by = excluded.set_by, set_at = now()
      `.execute(tx)
    const before = { days: rows[0]?.days ?? null }
    await recordChange(tx, {
      by: caller,
      action: 'retention_rule.update',
      subjectId: kind,
      before,
      after: { kind, days },
    })
    return await readRetention(tx)
  })
}

/** Nothing of a customer is taken away any more, by rules or by hand, until the hold is released. */
export async function holdAccount(context: CallContext, { accountId, reason }: { accountId: string; reason: string }) {
  const { caller } = context
  return await context.transaction(async (tx) => {
    const { rows } = await sql`select from accounts where id = ${accountId}`.execute(tx)
    if (rows.length === 0) throw refused([{ field: 'accountId', rule: 'privacy.account' }])
    const id = context.newId<string>()
    const { numAffectedRows } = await sql`
      insert into legal_holds (workspace_id, id, account_id, reason, held_by)
      values (${caller.workspaceId}, ${id}, ${accountId}, ${reason}, ${caller.personId})
      on conflict (workspace_id, account_id) where released_at is null do nothing`.execute(tx)
    if (!numAffectedRows) throw refused([{ field: 'accountId', rule: 'privacy.heldAlready' }])
    await recordChange(tx, { by: caller, action: 'legal_hold.create', subjectId: id, accountId, after: { reason } })
    return await readRetention(tx)
  })
}

export async function releaseHold(context: CallContext, id: string): Promise<Retained> {
  const { caller } = context
  return await context.transaction(async (tx) => {
    const { rows } = await sql<{ accountId: string; reason: string }>`
      update legal_holds set released_at = ${context.now()}, released_by = ${caller.personId}
      where id = ${id} and released_at is null returning account_id as "accountId", reason`.execute(tx)
    const [hold] = rows
    if (!hold) throw notFound()
    const { accountId, reason } = hold
    await recordChange(tx, { by: caller, action: 'legal_hold.release', subjectId: id, accountId, before: { reason } })
    return await readRetention(tx)
  })
}

/** Refuses to erase somebody whose customer is on hold. */
export async function refuseHeld(tx: Tx, contactId: string): Promise<void> {
  const { rows } = await sql`
    select from legal_holds h join contacts c on c.workspace_id = h.workspace_id and c.account_id = h.account_id
    where c.id = ${contactId} and h.released_at is null`.execute(tx)
  if (rows.length > 0) throw refused([{ field: 'id', rule: 'privacy.held' }])
}
