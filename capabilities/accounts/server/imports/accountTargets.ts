import { sql } from 'kysely'
import type { ImportRow, RowIssue } from '#capabilities/connect/core/kind.ts'
import type { ImportBatch } from '#capabilities/connect/server/index.ts'
import { plainCorporateNumber } from '#capabilities/accounts/core/account.ts'
import { foldCompanyName } from '#kernel/japaneseText.ts'
import type { AccountId } from '#kernel/id.ts'

/** The system that ids of a file are from. */
export const sourceOf = (options: Readonly<Record<string, string>>): string => options['source']?.trim() || 'import'

/** How a row names its account. */
export type Naming = { externalId: string | null; number: string | null; name: string | null; folded: string | null }

const readNamings = new WeakMap<ImportRow, Naming>()

/** What a row says of its account; worked out once for each row. */
export function namingOf(row: ImportRow): Naming {
  const known = readNamings.get(row) ?? readNaming(row)
  readNamings.set(row, known)
  return known
}

function readNaming({ values }: ImportRow): Naming {
  const text = (key: string) => (typeof values[key] === 'string' ? values[key] : null)
  const number = text('corporate_number')
  const name = text('name')
  return {
    externalId: text('external_id'),
    number: number === null ? null : plainCorporateNumber(number),
    name,
    folded: name === null ? null : foldCompanyName(name),
  }
}

/** The account a row is about: one that is there, a new one, or why that cannot be told. */
export type Target = { is: 'there'; id: AccountId } | { is: 'new' } | { is: 'refused'; issues: RowIssue[] }

type Known = {
  byExternalId: Map<string, AccountId>
  byNumber: Map<string, { id: AccountId; ofSource: boolean }>
  byName: Map<string, { id: AccountId; numbered: boolean }[]>
}

/** Finds the account of each row; rows of one batch that claim the same corporate number are told apart by their lines. */
export async function targetsOf(batch: ImportBatch): Promise<Target[]> {
  const namings = batch.rows.map(namingOf)
  const known = await readKnown(batch, namings)
  const claimed = new Map<string, number>()
  return namings.map((naming, at) => {
    const target = targetOf(naming, known)
    if (target.is === 'refused' || naming.number === null) return target
    const first = claimed.get(naming.number)
    if (first !== undefined)
      return refused('corporate_number', 'corporate_number_twice', naming.number, { firstLine: first })
    claimed.set(naming.number, batch.rows[at]!.line)
    return target
  })
}

const refused = (field: string, rule: string, value: string | null, detail?: RowIssue['detail']): Target => ({
  is: 'refused',
  issues: [{ field, rule, ...(value === null ? {} : { value }), ...(detail ? { detail } : {}) }],
})

function targetOf({ externalId, number, name, folded }: Naming, known: Known): Target {
  const byId = externalId === null ? undefined : known.byExternalId.get(externalId)
  const byNumber = number === null ? undefined : known.byNumber.get(number)
  if (byId) {
    if (byNumber && byNumber.id !== byId) return refused('corporate_number', 'corporate_number_taken', number)
    return { is: 'there', id: byId }
  }
  if (byNumber) {
    const taken = externalId !== null && byNumber.ofSource
    return taken ? refused('corporate_number', 'corporate_number_taken', number) : { is: 'there', id: byNumber.id }
  }
  if (externalId === null) {
    const alike = (folded === null ? undefined : known.byName.get(folded)) ?? []
    const same = number === null ? alike : alike.filter((one) => !one.numbered)
    if (same.length > 1) return refused('name', 'ambiguous_reference', name)
    if (same[0]) return { is: 'there', id: same[0].id }
  }
  return name === null ? refused('name', 'name_needed', null) : { is: 'new' }
}

async function readKnown({ tx, options }: ImportBatch, namings: readonly Naming[]): Promise<Known> {
  const source = sourceOf(options)
  const all = (key: keyof Naming) => [
    ...new Set(namings.map((naming) => naming[key]).filter((value) => value !== null)),
  ]
  const ids = await sql<{ key: string; id: AccountId }>`
    select external_id as key, account_id as id from account_external_ids
    where source = ${source} and external_id = any(${all('externalId')}::text[])
  `.execute(tx)
  const numbers = await sql<{ key: string; id: AccountId; ofSource: boolean }>`
    select a.corporate_number as key, a.id, exists (
      select from account_external_ids e where e.workspace_id = a.workspace_id and e.account_id = a.id and e.source = ${source}
    ) as "ofSource"
    from accounts a where a.corporate_number = any(${all('number')}::text[]) and a.archived_at is null
  `.execute(tx)
  const nameless = namings.filter((naming) => naming.externalId === null).flatMap(({ folded }) => folded ?? [])
  const names = await sql<{ key: string; id: AccountId; numbered: boolean }>`
    select folded_name as key, id, corporate_number is not null as numbered from accounts
    where folded_name = any(${[...new Set(nameless)]}::text[]) and archived_at is null
  `.execute(tx)
  return {
    byExternalId: new Map(ids.rows.map((row) => [row.key, row.id])),
    byNumber: new Map(numbers.rows.map((row) => [row.key, row])),
    byName: Map.groupBy(names.rows, (row) => row.key),
  }
}
