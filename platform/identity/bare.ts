import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { uuidV7 } from '#kernel/id.ts'
import type { Database } from '#platform/database/scope.ts'

// Stands where others have their mail address, and is none: nobody is invited or signs in by it.
const inPlaceOfAddress = (id: string) => `bare:${id}`

/**
 * An identity without an address. Addresses are shared by all companies of an installation, and a provider's word counts in
 * one of them alone: whoever it brings gets an identity of their own, even where another company knows the same address.
 */
export async function createBare(database: Database, name: string): Promise<string> {
  const id = uuidV7(Date.now(), randomBytes(10))
  await database.system((tx) =>
    sql`insert into auth.users (id, name, email) values (${id}, ${name}, ${inPlaceOfAddress(id)})`.execute(tx),
  )
  return id
}

/** Gives an identity without an address one; true as well where it has one already, false where somebody else has it. */
export async function adopt(database: Database, userId: string, email: string): Promise<boolean> {
  const { rows } = await database.system(async (tx) => {
    await sql`
      update auth.users set email = ${email}, updated_at = now() where id = ${userId} and email = ${inPlaceOfAddress(userId)}
        and not exists (select from auth.users where email = ${email})`.execute(tx)
    return sql<{ has: boolean }>`
      select email <> ${inPlaceOfAddress(userId)} as has from auth.users where id = ${userId}`.execute(tx)
  })
  return rows[0]?.has ?? false
}
