import { sql } from 'kysely'
import type { z } from 'zod'
import { type Tx, withheldIn } from '#platform/database/scope.ts'
import type { fieldSchema } from '../contract/field.ts'
import type { CustomField } from '../core/customField.ts'

export type Field = z.infer<typeof fieldSchema>
export type Subject = Field['subject']

/** The fields in use of a subject, as far as their values care: those alone whose values the transaction does not withhold. */
export async function readFieldRules(tx: Tx, subject: Subject): Promise<CustomField[]> {
  const { rows } = await sql<CustomField>`
    select key, type, choices from custom_fields where subject = ${subject} and archived_at is null
      and key <> all (withheld_fields(${withheldIn(tx)}::text[])) order by position, key
  `.execute(tx)
  return rows
}

/** Which fields; archived ones are left out unless asked for, or named by id. */
export type FieldQuery = { subject?: Subject | undefined; id?: string; archived?: boolean; counts?: boolean }

/** Fields as the contract shows them, in their order. */
export async function readFields(
  tx: Tx,
  { subject, id, archived = id !== undefined, counts = false }: FieldQuery,
): Promise<Field[]> {
  const { rows } = await sql<Omit<Field, 'archivedAt' | 'inUse'> & { archivedAt: Date | null }>`
    select id, subject, key, type, label_ja as "labelJa", label_en as "labelEn", help, choices,
      required_from_phase as "requiredFromPhase", owner_id as "ownerId", position, sensitive, archived_at as "archivedAt"
    from custom_fields
    where (${id ?? null}::uuid is null or id = ${id ?? null}) and (${subject ?? null}::text is null or subject = ${subject ?? null})
      and (${archived} or archived_at is null)
    order by subject, position, key
  `.execute(tx)
  const uses = counts ? await readUses(tx) : null
  return rows.map((row) => ({
    ...row,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    inUse: uses && (uses.get(`${row.subject}.${row.key}`) ?? 0),
  }))
}

async function readUses(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ field: string; uses: number }>`
    select 'account.' || key as field, count(*) as uses from accounts, jsonb_object_keys(custom) as key group by key
    union all
    select 'contact.' || key, count(*) from contacts, jsonb_object_keys(custom) as key group by key
  `.execute(tx)
  return new Map(rows.map((row) => [row.field, row.uses]))
}
