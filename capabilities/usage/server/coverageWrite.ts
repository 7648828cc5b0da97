import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty, recomputeWorkspace } from '#capabilities/facts/server/index.ts'
import type { Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import { inTurn } from '#platform/database/inTurn.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { changedMeanwhile, notFound, refused } from '#platform/http/refusal.ts'
import { chainIssues, type ChainLink } from '../core/coverage.ts'
import { mustExist } from './accountRead.ts'
import { readChain } from './coverageRead.ts'

/** Keeps the links of the chain; every customer is looked at anew. */
export async function keepChain(tx: Tx, call: CallContext, given: { links: readonly ChainLink[]; basedOn: number }) {
  const { workspaceId, personId } = call.caller
  const { links, basedOn } = given
  await inTurn(tx, `value chain ${workspaceId}`)
  const before = await readChain(tx, workspaceId)
  const issues = chainIssues(links)
  if (issues.length > 0) throw refused(issues)
  if (before.version !== basedOn) throw changedMeanwhile(before.version)
  await sql`
    insert into value_chains (workspace_id, version, links, updated_by, updated_at)
    values (${workspaceId}, ${basedOn + 1}, ${JSON.stringify(links)}::jsonb, ${personId}, ${call.now()})
    on conflict (workspace_id) do update set version = excluded.version, links = excluded.links,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at
  `.execute(tx)
  await recordChange(tx, {
    by: call.caller,
    action: 'value_chain.update',
    subjectId: 'value_chain',
    before: { links: before.links },
    after: { links },
  })
  await recomputeWorkspace(tx, workspaceId)
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
  return readChain(tx, workspaceId)
}

type Reported = { id: AccountId; link: string; on: Day; note: string }

/** Writes down that a link of the chain happened outside the product. */
export async function reportOutside(tx: Tx, call: CallContext, { id: account, link, on, note }: Reported) {
  const { workspaceId, personId } = call.caller
  await mustExist(tx, account)
  const { links } = await readChain(tx, workspaceId)
  if (!links.some((one) => one.key === link)) throw refused([{ field: 'link', value: link, rule: 'link_unknown' }])
  if (on > call.today()) throw refused([{ field: 'on', value: on, rule: 'in_the_future' }])
  const id = call.newId()
  const { rows } = await sql<{ by: string | null }>`
    with made as (
      insert into outside_activities (workspace_id, id, account_id, link, happened_on, note, author_id, created_at)
      values (${workspaceId}, ${id}, ${account}, ${link}, ${on}, ${note}, ${personId}, ${call.now()}) returning author_id
    )
    select p.name as by from made left join people p on p.workspace_id = ${workspaceId} and p.id = made.author_id
  `.execute(tx)
  await wrote(tx, call, { account, action: 'outside_activity.create', id, after: { link, on, note } })
  return { id, link, on, note, by: rows[0]!.by }
}

/** Takes a reported activity back, or brings it back again. */
export async function setOutsideArchived(tx: Tx, call: CallContext, id: string, archived: boolean): Promise<void> {
  const { rows } = await sql<{ account: AccountId }>`
    update outside_activities set archived_at = ${archived ? call.now() : null}
    where workspace_id = ${call.caller.workspaceId} and id = ${id} and (archived_at is null) = ${archived}
    returning account_id as account
  `.execute(tx)
  if (!rows[0]) throw notFound()
  const action = archived ? 'outside_activity.archive' : 'outside_activity.restore'
  await wrote(tx, call, { account: rows[0].account, action, id, after: { archived } })
}

async function wrote(
  tx: Tx,
  call: CallContext,
  given: { account: AccountId; action: string; id: string; after: Record<string, unknown> },
): Promise<void> {
  const { account, action, id, after } = given
  await recordChange(tx, { by: call.caller, action, subjectId: id, accountId: account, before: null, after })
  await markDirty(tx, call.caller.workspaceId, [account])
  await call.live.publish(call.caller.workspaceId, { topic: 'account', ids: [account] }, tx)
}
