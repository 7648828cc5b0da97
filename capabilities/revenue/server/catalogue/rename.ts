import { sql } from 'kysely'
import { recordChange } from '#capabilities/access/server/index.ts'
import { markDirty } from '#capabilities/facts/server/index.ts'
import type { CatalogueName } from '#capabilities/revenue/core/catalogue/catalogue.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Tx } from '#platform/database/scope.ts'
import { notFound, refused } from '#platform/http/refusal.ts'
import type { Call } from '../call.ts'
import { holdCatalogue, isKnown, nameId } from './names.ts'

type Renaming = CatalogueName & { to: string }

/** Calls a product or a plan otherwise; the new name must be free. All lines follow. Answers with what takes it back. */
export async function rename(tx: Tx, call: Call, asked: Renaming): Promise<string> {
  await holdCatalogue(tx, call.caller.workspaceId)
  await mustBeKnown(tx, call, asked)
  if (await isKnown(tx, call.caller.workspaceId, target(asked)))
    throw refused([{ field: 'to', value: asked.to, rule: 'name_taken' }])
  return carryOver(tx, call, asked, 'rename')
}

/** Makes a product or a plan one with another of its like: its lines carry that name from now on. */
export async function merge(tx: Tx, call: Call, { into, ...name }: CatalogueName & { into: string }): Promise<string> {
  await holdCatalogue(tx, call.caller.workspaceId)
  await mustBeKnown(tx, call, name)
  const asked = { ...name, to: into }
  await mustBeKnown(tx, call, target(asked))
  if ((name.plan ?? name.product) === into) throw refused([{ field: 'into', value: into, rule: 'same_name' }])
  return carryOver(tx, call, asked, 'merge')
}

const target = ({ product, plan, to }: Renaming): CatalogueName =>
  plan === null ? { product: to, plan: null } : { product, plan: to }

async function mustBeKnown(tx: Tx, call: Call, name: CatalogueName): Promise<void> {
  if (!(await isKnown(tx, call.caller.workspaceId, name))) throw notFound()
}

async function carryOver(tx: Tx, call: Call, asked: Renaming, verb: 'rename' | 'merge'): Promise<string> {
  const { workspaceId } = call.caller
  const { product, plan, to } = asked
  const id = call.newId<string>()
  const carried = plan === null ? await renameProduct(tx, call, asked) : await renamePlan(tx, call, asked)
  await sql`
    insert into revenue_renamings (workspace_id, id, product, plan, renamed_to, lines, versions, said, moved, former, renamed_at)
    select ${workspaceId}::uuid, ${id}::uuid, ${product}::text, ${plan ?? ''}::text, ${to}::text, ${carried.lines}::uuid[],
      ${carried.versions}::uuid[], coalesce((select jsonb_agg(to_jsonb(c)) from revenue_catalogue c where ${ofOld(call, asked)}), '[]'),
      '{}', coalesce((select jsonb_agg(to_jsonb(f)) from revenue_former_names f where ${leadingTo(call, asked)}), '[]'),
      ${call.now()}::timestamptz
  `.execute(tx)
  await moveSaid(tx, call, asked, id)
  await moveFormer(tx, call, asked)
  const subject = plan === null ? 'product' : 'plan'
  await recordChange(tx, {
    by: call.caller,
    action: `${subject}.${verb}`,
    subjectId: nameId(asked),
    before: { name: plan ?? product },
    after: { name: to, lines: carried.count },
  })
  await follow(tx, call, target(asked), carried.accounts)
  return id
}

type Carried = { lines: string[]; versions: string[]; accounts: AccountId[]; count: number }

async function renameProduct(tx: Tx, call: Call, { product, to }: Renaming): Promise<Carried> {
  const { rows } = await sql<{ id: string; account: AccountId }>`
    update contract_lines set product = ${to} where workspace_id = ${call.caller.workspaceId} and product = ${product}
    returning id, account_id as account
  `.execute(tx)
  return {
    lines: rows.map(({ id }) => id),
    versions: [],
    accounts: rows.map(({ account }) => account),
    count: rows.length,
  }
}

async function renamePlan(tx: Tx, call: Call, { product, plan, to }: Renaming): Promise<Carried> {
  const { workspaceId } = call.caller
  const versions = await sql<{ id: string; line: string; account: AccountId }>`
    update contract_line_versions v set plan = ${to} from contract_lines l
    where l.workspace_id = ${workspaceId} and l.product = ${product} and v.workspace_id = ${workspaceId} and v.line_id = l.id
      and v.plan = ${plan}
    returning v.id, v.line_id as line, v.account_id as account
  `.execute(tx)
  const lines = await sql<{ id: string; account: AccountId }>`
    update contract_lines set plan = ${to} where workspace_id = ${workspaceId} and product = ${product} and plan = ${plan}
    returning id, account_id as account
  `.execute(tx)
  return {
    lines: lines.rows.map(({ id }) => id),
    versions: versions.rows.map(({ id }) => id),
    accounts: [...lines.rows, ...versions.rows].map(({ account }) => account),
    count: new Set([...lines.rows.map(({ id }) => id), ...versions.rows.map(({ line }) => line)]).size,
  }
}

/** What the catalogue says of the old name: of a product, its plans, too. */
function ofOld(call: Call, { product, plan }: CatalogueName) {
  return sql`workspace_id = ${call.caller.workspaceId} and product = ${product} and (${plan}::text is null or plan = ${plan})`
}

/** Old names that had become this one, and old names of the plans of a product. */
function leadingTo(call: Call, { product, plan }: CatalogueName) {
  const { workspaceId } = call.caller
  return plan === null
    ? sql`workspace_id = ${workspaceId} and (plan = '' and now = ${product} or plan <> '' and product = ${product})`
    : sql`workspace_id = ${workspaceId} and product = ${product} and plan <> '' and now = ${plan}`
}

/** What was said goes along, as far as nothing is said of the new name; what goes along is kept with the renaming. */
async function moveSaid(tx: Tx, call: Call, asked: Renaming, id: string): Promise<void> {
  const { plan, to } = asked
  await sql`
    with moved as (
      update revenue_catalogue c set product = ${plan === null ? to : asked.product}, plan = ${plan === null ? sql`plan` : to}
      where ${ofOld(call, asked)} and not exists (select from revenue_catalogue n where n.workspace_id = c.workspace_id
        and n.product = ${plan === null ? to : asked.product} and n.plan = ${plan === null ? sql`c.plan` : to})
      returning plan
    )
    update revenue_renamings set moved = coalesce((select array_agg(plan) from moved), '{}')
    where workspace_id = ${call.caller.workspaceId} and id = ${id}
  `.execute(tx)
  await sql`delete from revenue_catalogue where ${ofOld(call, asked)}`.execute(tx)
}

/** The old name is known as the new one, with all that had become the old one before. */
async function moveFormer(tx: Tx, call: Call, asked: Renaming): Promise<void> {
  const { workspaceId } = call.caller
  const { product, plan, to } = asked
  const living = target(asked)
  await sql`
    delete from revenue_former_names where workspace_id = ${workspaceId} and product = ${living.product}
      and plan = ${living.plan ?? ''}
  `.execute(tx)
  if (plan === null) {
    await sql`
      update revenue_former_names set now = ${to} where workspace_id = ${workspaceId} and plan = '' and now = ${product}
    `.execute(tx)
    await sql`
      insert into revenue_former_names select workspace_id, ${to}, plan, now from revenue_former_names
      where workspace_id = ${workspaceId} and product = ${product} and plan <> '' on conflict do nothing
    `.execute(tx)
    await sql`
      delete from revenue_former_names where workspace_id = ${workspaceId} and product = ${product} and plan <> ''
    `.execute(tx)
  } else
    await sql`
      update revenue_former_names set now = ${to} where workspace_id = ${workspaceId} and product = ${product}
        and plan <> '' and now = ${plan}
    `.execute(tx)
  await sql`
    insert into revenue_former_names (workspace_id, product, plan, now) values (${workspaceId}, ${product}, ${plan ?? ''}, ${to})
    on conflict (workspace_id, product, plan) do update set now = excluded.now
  `.execute(tx)
}

type Kept = { product: string; plan: string; to: string; lines: string[]; versions: string[]; moved: string[] }

/** Takes a renaming or a merging back: the lines that still carry the new name get their old one. */
export async function undoRenaming(tx: Tx, call: Call, id: string): Promise<void> {
  const { workspaceId } = call.caller
  await holdCatalogue(tx, workspaceId)
  const { rows } = await sql<Kept>`
    select product, plan, renamed_to as to, lines, versions, moved from revenue_renamings
    where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx)
  const [kept] = rows
  if (!kept) throw notFound()
  const accounts = await giveBack(tx, call, kept)
  const living = kept.plan === '' ? kept.to : kept.product
  await sql`
    delete from revenue_catalogue where workspace_id = ${workspaceId} and product = ${living}
      and plan = any(${kept.plan === '' ? kept.moved : kept.moved.length > 0 ? [kept.to] : []}::text[])
  `.execute(tx)
  await sql`
    insert into revenue_catalogue select c.* from revenue_renamings r,
      jsonb_populate_recordset(null::revenue_catalogue, r.said) c
    where r.workspace_id = ${workspaceId} and r.id = ${id} on conflict do nothing
  `.execute(tx)
  await sql`
    delete from revenue_former_names where workspace_id = ${workspaceId} and product = ${kept.product} and plan = ${kept.plan}
  `.execute(tx)
  await sql`
    insert into revenue_former_names select f.* from revenue_renamings r,
      jsonb_populate_recordset(null::revenue_former_names, r.former) f
    where r.workspace_id = ${workspaceId} and r.id = ${id}
    on conflict (workspace_id, product, plan) do update set now = excluded.now
  `.execute(tx)
  await sql`delete from revenue_renamings where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
  const name = { product: kept.product, plan: kept.plan || null }
  await recordChange(tx, {
    by: call.caller,
    action: `${name.plan === null ? 'product' : 'plan'}.rename_undone`,
    subjectId: nameId(name),
    before: { name: kept.to },
    after: { name: name.plan ?? name.product },
  })
  await follow(tx, call, target({ ...name, to: kept.to }), accounts)
}

async function giveBack(tx: Tx, call: Call, { product, plan, to, lines, versions }: Kept): Promise<AccountId[]> {
  const { workspaceId } = call.caller
  if (plan === '') {
    const { rows } = await sql<{ account: AccountId }>`
      update contract_lines set product = ${product}
      where workspace_id = ${workspaceId} and id = any(${lines}::uuid[]) and product = ${to} returning account_id as account
    `.execute(tx)
    return rows.map(({ account }) => account)
  }
  const ofLines = await sql<{ account: AccountId }>`
    update contract_lines set plan = ${plan}
    where workspace_id = ${workspaceId} and id = any(${lines}::uuid[]) and plan = ${to} returning account_id as account
  `.execute(tx)
  const ofVersions = await sql<{ account: AccountId }>`
    update contract_line_versions set plan = ${plan}
    where workspace_id = ${workspaceId} and id = any(${versions}::uuid[]) and plan = ${to} returning account_id as account
  `.execute(tx)
  return [...ofLines.rows, ...ofVersions.rows].map(({ account }) => account)
}

/**
 * What follows from new names: facts and ledgers anew, open pages told. Conditions that say one name mean the other from now
 * on (or no more), so that those are looked at as well who carried `living` before.
 */
export async function follow(tx: Tx, call: Call, living: CatalogueName, accounts: readonly AccountId[]): Promise<void> {
  const { workspaceId } = call.caller
  const touched = [...new Set([...accounts, ...(await carriersOf(tx, call, living))])]
  await markDirty(tx, workspaceId, touched)
  await call.live.publish(workspaceId, { topic: 'settings', ids: [] }, tx)
  if (touched.length > 0)
    await call.live.publish(workspaceId, { topic: 'account', ids: touched.length > 100 ? [] : touched }, tx)
}

async function carriersOf(tx: Tx, call: Call, { product, plan }: CatalogueName): Promise<AccountId[]> {
  const { rows } = await sql<{ account: AccountId }>`
    select distinct account_id as account from contract_lines l
    where workspace_id = ${call.caller.workspaceId} and product = ${product} and (${plan}::text is null or plan = ${plan}
      or exists (select from contract_line_versions v
        where v.workspace_id = l.workspace_id and v.line_id = l.id and v.plan = ${plan}))
  `.execute(tx)
  return rows.map(({ account }) => account)
}
