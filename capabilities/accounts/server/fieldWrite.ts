import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import type { fieldChangeSchema, newFieldSchema } from '../contract/field.ts'
import type { Call } from './accountWrite.ts'
import { type Field, readFields } from './fieldRead.ts'

type New = z.output<typeof newFieldSchema>
type Change = z.output<typeof fieldChangeSchema>

/** One field, or the answer that it is not there. */
export async function theField(tx: Tx, id: string): Promise<Field> {
  const [field] = await readFields(tx, { id })
  if (!field) throw notFound()
  return field
}

/** Adds a field. A key that was ever used stays used: its values are still there. */
export async function createField(tx: Tx, call: Call, field: New): Promise<Field> {
  const issues = [...choiceIssues(field.type, field.choices ?? []), ...(await ownerIssues(tx, field.ownerId))]
  const { rows } = await sql`
    select from custom_fields where subject = ${field.subject} and key = ${field.key}
  `.execute(tx)
  if (rows.length > 0) issues.push({ field: 'key', value: field.key, rule: 'field_key_taken' })
  if (issues.length > 0) throw refused(issues)
  const id = call.newId()
  await sql`
    insert into custom_fields (workspace_id, id, subject, key, type, label_ja, label_en, help, choices, required_from_phase,
      owner_id, position, sensitive)
    select ${call.caller.workspaceId}::uuid, ${id}::uuid, ${field.subject}, ${field.key}, ${field.type}, ${field.labelJa},
      ${field.labelEn}, ${field.help ?? null}, ${JSON.stringify(field.choices ?? [])}::jsonb, ${field.requiredFromPhase ?? null},
      ${field.ownerId ?? null}::uuid,
      coalesce(${field.position ?? null}::int, (select coalesce(max(position), 0) + 1 from custom_fields where subject = ${field.subject})),
      ${field.sensitive ?? false}
  `.execute(tx)
  return wrote(tx, call, id, 'field.create', null)
}

/** Changes labels, help, choices or place of a field. A choice that is in use cannot be taken away. */
export async function updateField(tx: Tx, call: Call, id: string, change: Change): Promise<Field> {
  const before = await theField(tx, id)
  const issues = await ownerIssues(tx, change.ownerId)
  if (change.choices) {
    issues.push(...choiceIssues(before.type, change.choices))
    const kept = new Set(change.choices.map((choice) => choice.key))
    const gone = before.choices.map((choice) => choice.key).filter((key) => !kept.has(key))
    for (const key of await choicesInUse(tx, before, gone))
      issues.push({ field: 'choices', value: key, rule: 'choice_in_use' })
  }
  if (issues.length > 0) throw refused(issues)
  const after = { ...before, ...change }
  await sql`
    update custom_fields set label_ja = ${after.labelJa}, label_en = ${after.labelEn}, help = ${after.help || null},
      choices = ${JSON.stringify(after.choices)}::jsonb, required_from_phase = ${after.requiredFromPhase || null},
      owner_id = ${after.ownerId}::uuid, position = ${after.position},
      sensitive = ${after.sensitive}
    where id = ${id}
  `.execute(tx)
  return wrote(tx, call, id, 'field.update', before)
}

/** Takes a field out of use, or brings it back with the values it had. */
export async function setFieldArchived(tx: Tx, call: Call, id: string, archived: boolean): Promise<Field> {
  const before = await theField(tx, id)
  if ((before.archivedAt !== null) === archived) return before
  await sql`update custom_fields set archived_at = ${archived ? call.now() : null} where id = ${id}`.execute(tx)
  if (before.subject === 'account') await markUsers(tx, call, before.key)
  return wrote(tx, call, id, archived ? 'field.archive' : 'field.restore', before)
}

/** Accounts with a value of the field: their facts gain or lose it. */
async function markUsers(tx: Tx, call: Call, key: string): Promise<void> {
  const { rows } = await sql<{ id: AccountId }>`select id from accounts where custom ? ${key}`.execute(tx)
  await markDirty(
    tx,
    call.caller.workspaceId,
    rows.map((row) => row.id),
  )
}

async function wrote(tx: Tx, call: Call, id: string, action: string, before: Field | null): Promise<Field> {
  const after = await theField(tx, id)
  await recordChange(tx, { by: call.caller, action, subjectId: id, before, after })
  await call.live.publish(call.caller.workspaceId, { topic: 'settings', ids: [id] }, tx)
  return after
}

function choiceIssues(type: Field['type'], choices: Field['choices']): Issue[] {
  const chosen = type === 'choice' || type === 'choices'
  if (chosen && choices.length === 0) return [{ field: 'choices', rule: 'choices_needed' }]
  if (!chosen && choices.length > 0) return [{ field: 'choices', rule: 'choices_not_for_type' }]
  const twice = choices.find((choice, at) => choices.findIndex((other) => other.key === choice.key) !== at)
  return twice ? [{ field: 'choices', value: twice.key, rule: 'choice_twice' }] : []
}

async function ownerIssues(tx: Tx, owner: string | null | undefined): Promise<Issue[]> {
  if (!owner) return []
  const { rows } = await sql`select from people where id = ${owner}`.execute(tx)
  return rows.length > 0 ? [] : [{ field: 'ownerId', value: owner, rule: 'unknown_person' }]
}

async function choicesInUse(tx: Tx, field: Field, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const table = sql.id(field.subject === 'account' ? 'accounts' : 'contacts')
  const { rows } = await sql<{ key: string }>`
    select key from unnest(${[...keys]}::text[]) as k (key) where exists (
      select from ${table} where custom->${field.key} = to_jsonb(k.key) or custom->${field.key} @> jsonb_build_array(k.key)
    )
  `.execute(tx)
  return rows.map((row) => row.key)
}
