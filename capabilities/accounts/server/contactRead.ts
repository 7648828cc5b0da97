import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import type { AccountId, ContactId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { contactChangeSchema, contactSchema } from '../contract/contact.ts'
import { type Gap, stakeholderGaps } from '../core/stakeholders.ts'

export type Contact = z.infer<typeof contactSchema>
export type ContactChange = z.infer<typeof contactChangeSchema>

/** The columns of `contacts` that a person writes, and their types in SQL. */
export const contactColumns = {
  name: ['name', 'text'],
  nameKana: ['name_kana', 'text'],
  department: ['department', 'text'],
  title: ['title', 'text'],
  email: ['email', 'text'],
  phone: ['phone', 'text'],
  locale: ['locale', 'text'],
  roles: ['roles', 'text[]'],
  influence: ['influence', 'int'],
  attitude: ['attitude', 'text'],
  attitudeOn: ['attitude_on', 'date'],
  reportsTo: ['reports_to', 'uuid'],
  joinedOn: ['joined_on', 'date'],
  leftOn: ['left_on', 'date'],
  note: ['note', 'text'],
  externalId: ['external_id', 'text'],
  custom: ['custom', 'jsonb'],
  archivedAt: ['archived_at', 'timestamptz'],
  searchText: ['search_text', 'text'],
} as const satisfies Record<string, readonly [column: string, type: string]>
export type ContactAttribute = keyof typeof contactColumns

const selected = sql.join(
  Object.entries(contactColumns).map(([name, [column]]) => sql`${sql.id(column)} as ${sql.id(name)}`),
)

type Row = Omit<Contact, 'archivedAt' | 'updatedAt'> & { archivedAt: Date | null; updatedAt: Date; searchText: string }

async function read(tx: Tx, where: RawBuilder<unknown>, from = sql.ref('contacts')): Promise<Contact[]> {
  const { rows } = await sql<Row>`
    select id, account_id as "accountId", version, ${selected}, updated_at as "updatedAt" from ${from} where ${where}
  `.execute(tx)
  return rows.map(({ searchText: _search, ...row }) => ({
    ...row,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }))
}

/** The people at an account: those who are there first, the most influential first. */
export function readContacts(
  tx: Tx,
  accountId: AccountId,
  archived: 'with' | 'without' = 'without',
): Promise<Contact[]> {
  const shown = archived === 'with' ? sql`true` : sql`archived_at is null`
  return read(
    tx,
    sql`account_id = ${accountId} and ${shown} order by left_on nulls first, influence desc nulls last, name`,
  )
}

/**
 * One contact, archived or not; with `lock`, kept from others until the transaction is over, and whole as it is: what the
 * caller does not see has to stay.
 */
export async function readContact(tx: Tx, id: ContactId, lock = false): Promise<Contact | null> {
  const [contact] = lock
    ? await read(tx, sql`id = ${id} for update`, sql.ref('public.contacts'))
    : await read(tx, sql`id = ${id}`)
  return contact ?? null
}

/** Who is missing among contacts (as they are shown) on a day. */
export function gapsAmong(contacts: readonly Contact[], on: Day): Gap[] {
  const stakeholders = contacts
    .filter((contact) => contact.archivedAt === null)
    .map(({ id, roles, leftOn }) => ({ id, roles, leftOn: leftOn as Day | null }))
  return stakeholderGaps(stakeholders, on)
}
