import { sql } from 'kysely'
import type { ConsentPurpose } from '#capabilities/access/contract/consent.ts'
import type { ConsentBasis } from '#capabilities/access/core/consent.ts'
import { recordChange } from '#capabilities/access/server/audit.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { changedMeanwhile, notFound } from '#platform/http/refusal.ts'

type Text = { readonly ja: string; readonly en: string }
type Draft = { readonly name: Text; readonly basis: ConsentBasis; readonly text: Text }

/** All purposes of the workspace with their texts; those that are offered first. */
export async function readPurposes(tx: Tx): Promise<{ purposes: ConsentPurpose[] }> {
  const { rows } = await sql<Omit<ConsentPurpose, 'texts'>>`
    select id, jsonb_build_object('ja', name_ja, 'en', name_en) as name, basis, version, archived_at is not null as archived
    from consent_purposes order by archived_at is not null, created_at, id`.execute(tx)
  const { rows: texts } = await sql<{
    purposeId: string
    version: number
    ja: string
    en: string
    writtenAt: Date
    by: string | null
  }>`
    select t.purpose_id as "purposeId", t.version, t.ja, t.en, t.written_at as "writtenAt", p.name as by
    from consent_texts t left join people p on p.workspace_id = t.workspace_id and p.id = t.written_by
    order by t.version desc`.execute(tx)
  const byPurpose = Map.groupBy(texts, ({ purposeId }) => purposeId)
  const textsOf = (id: string) =>
    (byPurpose.get(id) ?? []).map(({ purposeId: _, ...text }) => ({ ...text, writtenAt: text.writtenAt.toISOString() }))
  return { purposes: rows.map((row) => ({ ...row, texts: textsOf(row.id) })) }
}

export function addPurpose(context: CallContext, { name, basis, text }: Draft) {
  return context.transaction(async (tx) => {
    const id = context.newId<string>()
    await sql`
      insert into consent_purposes (workspace_id, id, name_ja, name_en, basis, created_at)
      values (${context.caller.workspaceId}, ${id}, ${name.ja}, ${name.en}, ${basis}, ${context.now()})`.execute(tx)
    await writeText(tx, context, id, text)
    return await told(tx, context, id, { verb: 'create', after: { name: name.ja, basis } })
  })
}

/** Changes a purpose. A text that differs is a new version: what people were shown before stays as they saw it. */
export function changePurpose(
  context: CallContext,
  { id, version, ...draft }: Draft & { id: string; version: number },
) {
  const { name, basis, text } = draft
  return context.transaction(async (tx) => {
    const { rows } = await sql<{ version: number; name: string; basis: ConsentBasis }>`
      select version, name_ja as name, basis from consent_purposes where id = ${id} for update`.execute(tx)
    const [before] = rows
    if (!before) throw notFound()
    if (before.version !== version) throw changedMeanwhile(before.version)
    await sql`
      update consent_purposes set name_ja = ${name.ja}, name_en = ${name.en}, basis = ${basis}, version = version + 1
      where id = ${id}`.execute(tx)
    const textVersion = await writeText(tx, context, id, text)
    const { version: _, ...was } = before
    const after = { name: name.ja, basis, ...(textVersion === null ? {} : { textVersion }) }
    return await told(tx, context, id, { verb: 'update', before: was, after })
  })
}

export function archivePurpose(context: CallContext, { id, archived }: { id: string; archived: boolean }) {
  return context.transaction(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      update consent_purposes set archived_at = ${archived ? context.now() : null}, version = version + 1
      where id = ${id} and (archived_at is null) = ${archived} returning name_ja as name`.execute(tx)
    const { rows: there } = await sql`select from consent_purposes where id = ${id}`.execute(tx)
    if (there.length === 0) throw notFound()
    if (!rows[0]) return await readPurposes(tx)
    return await told(tx, context, id, { verb: archived ? 'archive' : 'restore', after: rows[0] })
  })
}

/** Adds a version of the text where it differs from the newest; null: it is the same. */
async function writeText(tx: Tx, { caller, now }: CallContext, id: string, { ja, en }: Text): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    insert into consent_texts (workspace_id, purpose_id, version, ja, en, written_by, written_at)
    select ${caller.workspaceId}, ${id}, coalesce(max(version), 0) + 1, ${ja}, ${en}, ${caller.personId}, ${now()}
    from consent_texts where purpose_id = ${id}
    having not coalesce((array_agg((ja, en) = (${ja}::text, ${en}::text) order by version desc))[1], false)
    returning version`.execute(tx)
  return rows[0]?.version ?? null
}

type Told = { verb: string; before?: Record<string, unknown>; after: Record<string, unknown> }

async function told(tx: Tx, { caller, live }: CallContext, id: string, { verb, ...change }: Told) {
  await recordChange(tx, { by: caller, action: `consent_purpose.${verb}`, subjectId: id, ...change })
  await live.publish(caller.workspaceId, { topic: 'settings', ids: [] }, tx)
  return await readPurposes(tx)
}
