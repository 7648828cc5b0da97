import { sql } from 'kysely'
import type { Issue } from '#kernel/exchange.ts'
import type { AccountId, PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changeIssues } from './accountChecks.ts'
import type { AccountState } from './accountColumns.ts'
import { type Call, differing, readStates } from './accountWrite.ts'
import {
  assignedBy,
  attributesOf,
  type BulkChange,
  patchFor,
  type Selection,
  selectedAccounts,
} from './bulkSelection.ts'

type Sample = { id: string; name: string; changes: { field: string; before: unknown; after: unknown }[] }
export type Preview = { accounts: number; changed: number; same: number; issues: Issue[]; sample: Sample[] }

/** Accounts read at a time, and accounts shown. */
const pageSize = 2000
const sampleSize = 20

/** What a change of many accounts would do: how many it touches, and some of them as they would be. */
export async function previewBulk(tx: Tx, call: Call, selection: Selection, change: BulkChange): Promise<Preview> {
  const issues = await changeIssues(tx, null, attributesOf(change))
  const ids = await selectedAccounts(tx, call, selection)
  const preview: Preview = { accounts: 0, changed: 0, same: 0, issues, sample: [] }
  for (let at = 0; at < ids.length; at += pageSize) {
    const page = ids.slice(at, at + pageSize)
    const owners = await holders(tx, page, change)
    for (const state of await readStates(tx, page)) {
      const changes = changesOf(state, change, owners, call.now())
      preview.accounts++
      if (changes.length === 0) preview.same++
      else preview.changed++
      if (changes.length > 0 && preview.sample.length < sampleSize)
        preview.sample.push({ id: state.id, name: state.name, changes })
    }
  }
  return preview
}

function changesOf(state: AccountState, change: BulkChange, owners: Holders, now: Date): Sample['changes'] {
  const attributes = Object.entries(differing(state, patchFor(state, change, now)))
    .filter(([field]) => field !== 'searchText' && field !== 'reading')
    .map(([field, after]) => ({ field, before: state[field as keyof AccountState], after }))
  const roles = assignedBy(change).flatMap(([role, after]) => {
    const before = owners.get(`${state.id} ${role}`) ?? null
    return before === after ? [] : [{ field: `assignments.${role}`, before, after }]
  })
  return [...attributes, ...roles]
}

/** Who holds the roles that a change gives away, by account and role. */
type Holders = Map<string, PersonId>

async function holders(tx: Tx, ids: readonly AccountId[], change: BulkChange): Promise<Holders> {
  const roles = assignedBy(change).map(([role]) => role)
  if (roles.length === 0) return new Map()
  const { rows } = await sql<{ key: string; person: PersonId }>`
    select account_id || ' ' || role as key, person_id as person from account_assignments
    where account_id = any(${ids}::uuid[]) and role = any(${roles}::text[]) and to_day is null
  `.execute(tx)
  return new Map(rows.map((row) => [row.key, row.person]))
}
