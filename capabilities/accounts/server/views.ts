import { sql } from 'kysely'
import type { z } from 'zod'
import { recordChange } from '#capabilities/access/server/index.ts'
import type { WorkspaceId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { changedMeanwhile, forbidden, notFound } from '#platform/http/refusal.ts'
import type { viewSchema } from '../contract/view.ts'
import type { Call } from './accountWrite.ts'

export type View = z.infer<typeof viewSchema>
type Content = Pick<View, 'name' | 'sharing' | 'condition' | 'columns' | 'sort' | 'groupBy' | 'position'>
type Some = { [Part in keyof Content]?: Content[Part] | undefined }

/** What a view has where nothing else is said. */
const blank: Omit<Content, 'name' | 'columns'> = {
  sharing: 'private',
  condition: '',
  sort: 'account.name',
  groupBy: null,
  position: 0,
}

/** One's own views and the shared ones, in their order. */
export async function readViews(tx: Tx, { caller }: Pick<Call, 'caller'>, id: string | null = null): Promise<View[]> {
  const { rows } = await sql<View>`
    select v.id, v.version, v.owner_id as "ownerId", coalesce(p.name, 'Banso') as "ownerName", v.name, v.sharing, v.condition,
      v.columns, v.sort, v.group_by as "groupBy", v.position,
      v.owner_id = ${caller.personId} or v.sharing = 'shared' and ${caller.permissions.has('views.share')} as "mayChange"
    from saved_views v left join people p on p.workspace_id = v.workspace_id and p.id = v.owner_id
    where (v.owner_id = ${caller.personId} or v.sharing = 'shared') and (${id}::uuid is null or v.id = ${id}::uuid)
    order by v.sharing desc, v.position, v.name, v.id
  `.execute(tx)
  return rows
}

/** Saves a new view of one's own. */
export async function createView(tx: Tx, call: Call, given: Some & Pick<Content, 'name' | 'columns'>): Promise<View> {
  const content = { ...blank, ...given } as Content
  if (content.sharing === 'shared') mustShare(call)
  const id = call.newId()
  await insertView(tx, call.caller.workspaceId, { ...content, id, ownerId: call.caller.personId })
  return wrote(tx, call, id, 'view.create', null)
}

/** Writes a view as it is: also for the ready-made ones of a new workspace. */
export async function insertView(
  tx: Tx,
  workspaceId: WorkspaceId,
  view: Content & { id: string; ownerId: string },
): Promise<void> {
  await sql`
    insert into saved_views (workspace_id, id, owner_id, name, sharing, condition, columns, sort, group_by, position)
    values (${workspaceId}, ${view.id}, ${view.ownerId}, ${view.name}, ${view.sharing}, ${view.condition},
      ${view.columns}::text[], ${view.sort}, ${view.groupBy}, ${view.position})
  `.execute(tx)
}

/** Changes a view that is still at `version`. */
export async function updateView(tx: Tx, call: Call, id: string, version: number, change: Some): Promise<View> {
  const before = await theView(tx, call, id)
  if (!before.mayChange) throw forbidden('views.share')
  if (change.sharing === 'shared' && before.sharing !== 'shared') mustShare(call)
  const after = { ...before, ...change } as View
  const { rows } = await sql`
    update saved_views set version = version + 1, name = ${after.name}, sharing = ${after.sharing},
      condition = ${after.condition}, columns = ${after.columns}::text[], sort = ${after.sort}, group_by = ${after.groupBy},
      position = ${after.position}
    where id = ${id} and version = ${version} returning id
  `.execute(tx)
  if (rows.length === 0) throw changedMeanwhile(before.version)
  return wrote(tx, call, id, 'view.update', before)
}

/** Removes a view; the answer is what it was. */
export async function removeView(tx: Tx, call: Call, id: string): Promise<View> {
  const before = await theView(tx, call, id)
  if (!before.mayChange) throw forbidden('views.share')
  await sql`delete from saved_views where id = ${id}`.execute(tx)
  await recordChange(tx, { by: call.caller, action: 'view.remove', subjectId: id, before })
  await call.live.publish(call.caller.workspaceId, { topic: 'view', ids: [id] }, tx)
  return before
}

async function theView(tx: Tx, call: Call, id: string): Promise<View> {
  const [view] = await readViews(tx, call, id)
  if (!view) throw notFound()
  return view
}

function mustShare(call: Call): void {
  if (!call.caller.permissions.has('views.share')) throw forbidden('views.share')
}

async function wrote(tx: Tx, call: Call, id: string, action: string, before: View | null): Promise<View> {
  const after = await theView(tx, call, id)
  await recordChange(tx, { by: call.caller, action, subjectId: id, before, after })
  await call.live.publish(call.caller.workspaceId, { topic: 'view', ids: [id] }, tx)
  return after
}
