import { sql } from 'kysely'
import type { Tx } from '#platform/database/scope.ts'

/** A customer's person, by everything that tells who it is. */
export type Subject = {
  readonly contactId: string
  readonly accountId: string
  readonly name: string
  /** Texts that mean this person wherever they stand: addresses and telephone numbers. */
  readonly everywhere: readonly string[]
  /** Texts that mean this person at their own company only: others may bear the same name. */
  readonly here: readonly string[]
  /** As the product's own events name the person. */
  readonly users: readonly string[]
}

type Row = {
  account_id: string
  name: string
  name_kana: string | null
  email: string | null
  phone: string | null
  external_id: string | null
}

/** Finds a contact and what it is known by; null: there is none of this id. Locks it. */
export async function subjectOf(tx: Tx, contactId: string): Promise<Subject | null> {
  const { rows } = await sql<Row>`
    select account_id, name, name_kana, email, phone, external_id from contacts where id = ${contactId} for update
  `.execute(tx)
  const [row] = rows
  if (!row) return null
  const { rows: known } = await sql<{ user_key: string; name: string | null; email: string | null }>`
    select user_key, name, email from product_users
    where contact_id = ${contactId} or lower(email) = lower(${row.email}) or lower(user_key) = lower(${row.email})
  `.execute(tx)
  const { rows: written } = await sql<{ to_address: string; to_name: string }>`
    select distinct to_address, to_name from mails where contact_id = ${contactId}
  `.execute(tx)
  const emails = [row.email, ...known.map(({ email }) => email), ...written.map(({ to_address }) => to_address)]
  const users = known.map(({ user_key }) => user_key)
  return {
    contactId,
    accountId: row.account_id,
    name: row.name,
    everywhere: telling([...emails, row.phone, ...users.filter((key) => key.length >= 8)]),
    here: telling([
      row.name,
      row.name.replace(/[\s　]/g, ''),
      row.name_kana,
      row.external_id,
      ...known.map(({ name }) => name),
    ]),
    users,
  }
}

const shortest = 3 // characters: what is shorter means many things

/** The longest first, for one may be a part of another. */
function telling(texts: readonly (string | null)[]): string[] {
  const all = texts.flatMap((text) => (text && text.trim().length >= shortest ? [text.trim()] : []))
  return [...new Set(all)].sort((a, b) => b.length - a.length)
}

/** A pattern that finds any of these texts, as they stand and as JSON writes them; empty: nothing to look for. */
export function patternOf(texts: readonly string[]): string {
  const forms = texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])
  return [...new Set(forms)].map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')
}
