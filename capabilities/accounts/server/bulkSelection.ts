import { sql } from 'kysely'
import type { z } from 'zod'
import type { AccountId, PersonId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { bulkChangeSchema, selectionSchema } from '../contract/bulk.ts'
import { plainAccount } from '../core/account.ts'
import { changedTags } from '../core/bulkChange.ts'
import type { AssignmentRole } from '../core/words.ts'
import type { AccountChange, AccountState } from './accountColumns.ts'
import { type Call, type Patch, patchOf } from './accountWrite.ts'
import { momentOf } from './list.ts'
import { conditionNamed, withCatalogue } from './listCatalogue.ts'
import { findAccounts, whereSql } from './listQuery.ts'

export type Selection = z.output<typeof selectionSchema>
export type BulkChange = z.output<typeof bulkChangeSchema>

/** The accounts that a selection means now. Archived ones are among them only where they were asked for. */
export async function selectedAccounts(tx: Tx, call: Call, selection: Selection): Promise<AccountId[]> {
  if ('ids' in selection) return [...new Set(selection.ids)].sort() as AccountId[]
  const { matching } = selection
  if (matching.archived === 'only')
    return idsOf(tx, sql`select id from accounts where archived_at is not null order by id`)
  const { workspace } = call.caller
  const condition = await withCatalogue(tx, workspace, (catalogue, issues) =>
    conditionNamed(catalogue, matching.condition, issues),
  )
  const found = await findAccounts(tx, matching.search)
  const where = whereSql({ workspaceId: workspace.id, condition, moment: momentOf(call), found })
  return idsOf(tx, sql`select f.account_id as id from account_facts f where ${where} order by 1`)
}

async function idsOf(tx: Tx, query: ReturnType<typeof sql<unknown>>): Promise<AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`${query}`.execute(tx)
  return rows.map((row) => row.id)
}

/** The attributes that a change of many accounts sets, as a change of one. */
export function attributesOf({
  addTags: _add,
  removeTags: _remove,
  archived: _archived,
  ...change
}: BulkChange): AccountChange {
  return plainAccount(change) as AccountChange
}

/** What one account's row becomes by a change. */
export function patchFor(state: AccountState, change: BulkChange, now: Date): Patch {
  const { addTags, removeTags, archived } = change
  return {
    ...patchOf(state, attributesOf(change)),
    ...(addTags || removeTags ? { tags: changedTags(state.tags, addTags, removeTags) } : {}),
    ...(archived === undefined ? {} : { archivedAt: archived ? (state.archivedAt ?? now) : null }),
  }
}

/** Who gets which role by a change. */
export function assignedBy(change: BulkChange): [AssignmentRole, PersonId | null][] {
  return Object.entries(change.assignments ?? {}) as [AssignmentRole, PersonId | null][]
}
