import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import { seal } from '#platform/identity/sealed.ts'
import type { BillingSource, billingKinds } from '#capabilities/revenue/contract/billing.ts'
import { keyHash } from './known.ts'
import { stripePath } from './stripe/routes.ts'

type Row = Omit<BillingSource, 'address' | 'createdAt' | 'lastReceivedAt' | 'revokedAt' | 'unused'> & {
  createdAt: Date
  lastReceivedAt: Date | null
  revokedAt: Date | null
  unused: (Omit<BillingSource['unused'][number], 'lastAt'> & { lastAt: string })[] | null
}

/** Billing sources, those in use first, with what came in by each. */
export async function readSources(tx: Tx, origin: string, id: string | null = null): Promise<BillingSource[]> {
  const { rows } = await sql<Row>`
    select s.id, s.kind, s.name, s.accounts_source as "accountsSource", s.key_prefix as "keyPrefix",
      s.secret is not null as "hasSecret", s.received, s.last_received_at as "lastReceivedAt", s.created_at as "createdAt",
      p.name as "createdBy", s.revoked_at as "revokedAt", n.customers, n.subscriptions, n.invoices, u.unused
    from billing_sources s
    left join people p on p.workspace_id = s.workspace_id and p.id = s.created_by
    cross join lateral (
      select (select count(*) from billing_customers c where c.workspace_id = d.workspace_id and c.data_source_id = any(d.ids)) as customers,
        (select count(*) from billing_subscriptions b where b.workspace_id = d.workspace_id and b.data_source_id = any(d.ids)) as subscriptions,
        (select count(*) from billing_invoices i where i.workspace_id = d.workspace_id and i.data_source_id = any(d.ids)) as invoices
      from (
        select s.workspace_id, coalesce(array_agg(id), '{}') as ids from billing_data_sources
        where workspace_id = s.workspace_id and source_id = s.id
      ) as d
    ) as n
    left join lateral (
      select jsonb_agg(jsonb_build_object('rule', rule, 'times', times, 'lastAt', last_at, 'subjects', subjects) order by rule) as unused
      from (
        select rule, sum(times) as times, max(last_at) as last_at,
          (array_agg(subject order by last_at desc, subject) filter (where subject <> ''))[1:5] as subjects
        from billing_unused where workspace_id = s.workspace_id and source_id = s.id group by rule
      ) as by_rule
    ) as u on true
    where ${id}::uuid is null or s.id = ${id}::uuid
    order by s.revoked_at is not null, s.created_at desc, s.id
  `.execute(tx)
  return rows.map((row) => ({
    ...row,
    address: row.kind === 'stripe' ? `${origin}${stripePath}/${row.id}` : origin,
    createdAt: row.createdAt.toISOString(),
    lastReceivedAt: row.lastReceivedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    unused: (row.unused ?? []).map(({ subjects, lastAt, ...one }) => ({
      ...one,
      subjects: subjects ?? [],
      lastAt: new Date(lastAt).toISOString(),
    })),
  }))
}

type New = { kind: (typeof billingKinds)[number]; name: string; accountsSource: string }

/** Makes a source: for an API client with a key, which is told this once; for Stripe with an address. */
export function createSource(context: CallContext, given: New) {
  const key = given.kind === 'chartmogul' ? `bk_${randomBytes(24).toString('base64url')}` : null
  const id = context.newId<string>()
  const { workspaceId, personId } = context.caller
  return context.transaction(async (tx) => {
    await sql`
      insert into billing_sources (workspace_id, id, kind, name, accounts_source, key_hash, key_prefix, created_by)
      values (${workspaceId}, ${id}, ${given.kind}, ${given.name}, ${given.accountsSource}, ${key && keyHash(key)},
        ${key && key.slice(0, 8)}, ${personId})
    `.execute(tx)
    // An account of Stripe is one data source; API clients make theirs.
    if (given.kind === 'stripe')
      await sql`
        insert into billing_data_sources (workspace_id, id, source_id, name) values (${workspaceId}, ${id}, ${id}, ${given.name})
      `.execute(tx)
    await recordChange(tx, { by: context.caller, action: 'billing_source.create', subjectId: id, after: given })
    return { key, source: await told(tx, context, id) }
  })
}

/** Enters the secret that Stripe signs with; it is never shown again. */
export async function putSecret(context: CallContext, { id, secret }: { id: string; secret: string }) {
  const sealed = await seal(context.database, secret)
  const wrong = /^whsec_[A-Za-z0-9+/=_-]{8,}$/.test(secret) ? [] : [{ field: 'secret', rule: 'secret_form' }]
  return context.transaction(async (tx) => {
    const { rows } = await sql`
      update billing_sources set secret = ${sealed} where id = ${id} and kind = 'stripe' returning id
    `.execute(tx)
    if (rows.length === 0) throw notFound()
    if (wrong.length > 0) throw refused(wrong)
    await sql`
      delete from billing_unused where source_id = ${id} and rule in ('no_secret', 'bad_signature')
    `.execute(tx)
    await recordChange(tx, { by: context.caller, action: 'billing_source.secret', subjectId: id })
    return told(tx, context, id)
  })
}

/** Takes nothing more in from a source, or again. Doing it twice is doing it once. */
export function setRevoked(context: CallContext, id: string, revoked: boolean): Promise<BillingSource> {
  return context.transaction(async (tx) => {
    const { rows } = await sql`
      update billing_sources set revoked_at = ${revoked ? context.now() : null}
      where id = ${id} and (revoked_at is null) = ${revoked} returning id
    `.execute(tx)
    const action = revoked ? 'billing_source.stop' : 'billing_source.resume'
    if (rows.length > 0) await recordChange(tx, { by: context.caller, action, subjectId: id })
    return told(tx, context, id)
  })
}

async function told(tx: Tx, context: CallContext, id: string): Promise<BillingSource> {
  const [source] = await readSources(tx, context.visit.origin, id)
  if (!source) throw notFound()
  await context.live.publish(context.caller.workspaceId, { topic: 'settings', ids: [] }, tx)
  return source
}
