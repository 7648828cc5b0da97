import { sql } from 'kysely'
import type { FieldClass, Permission, RowScope } from '#kernel/exchange.ts'
import type { Tx } from '#platform/database/scope.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { Role } from '../contract.ts'
import { mayGive } from '../core/giving.ts'
import { type Allowance, allowed } from '../core/roles.ts'
import { recordChange } from './audit.ts'
import { allowanceOf } from './people.ts'
import { refused } from './refusals.ts'

const columns = sql`r.key, jsonb_build_object('ja', r.label_ja, 'en', r.label_en) as label, r.permissions,
  r.built_in as "builtIn", r.row_scope as "rowScope", r.field_classes as "fieldClasses",
  (select count(*)::int from people p where p.workspace_id = r.workspace_id and p.role = r.key) as holders`

/** The roles of the workspace, the one that may most first. */
export async function listRoles(tx: Tx): Promise<Role[]> {
  const { rows } = await sql<Role>`
    select ${columns} from roles r order by cardinality(r.permissions) desc, r.key`.execute(tx)
  return rows
}

type Call = Pick<CallContext, 'caller' | 'newId'>
type Told = {
  label?: Role['label'] | undefined
  permissions?: readonly Permission[] | undefined
  rowScope?: RowScope | undefined
  fieldClasses?: readonly FieldClass[] | undefined
}

/** Makes a role from another one. What makes no sense within its reach is left out of it. */
export async function createRole(tx: Tx, call: Call, from: string, told: Told & Pick<Role, 'label'>): Promise<Role> {
  const base = await holdRole(tx, from)
  const role = changed({ ...base, key: call.newId(), builtIn: false, holders: 0 }, told)
  refuseAbove(call, role)
  await sql`
    insert into roles (workspace_id, key, label_ja, label_en, permissions, row_scope, field_classes)
    values (${call.caller.workspaceId}, ${role.key}, ${role.label.ja}, ${role.label.en}, ${role.permissions},
      ${role.rowScope}, ${role.fieldClasses})`.execute(tx)
  await recordChange(tx, { by: call.caller, action: 'role.create', subjectId: role.key, after: recorded(role) })
  return role
}

/** Changes a role of the workspace's own: it holds for everybody who has it at their next request. */
export async function updateRole(tx: Tx, call: Call, key: string, told: Told): Promise<Role> {
  const before = await holdOwn(tx, call, key)
  const role = changed(before, told)
  refuseAbove(call, role)
  const [was, is] = [recorded(before), recorded(role)]
  if (JSON.stringify(was) === JSON.stringify(is)) return before
  await sql`
    update roles set label_ja = ${role.label.ja}, label_en = ${role.label.en}, permissions = ${role.permissions},
      row_scope = ${role.rowScope}, field_classes = ${role.fieldClasses}
    where key = ${key}`.execute(tx)
  await recordChange(tx, { by: call.caller, action: 'role.update', subjectId: key, before: was, after: is })
  return role
}

/** Removes a role that nobody holds and nobody is invited to. */
export async function removeRole(tx: Tx, call: Call, key: string): Promise<void> {
  const role = await holdOwn(tx, call, key)
  const { rows: held } = await sql`
    select from people where role = ${key}
    union all
    select from invitations where role = ${key} and accepted_at is null and revoked_at is null and expires_at > now()
    union all
    select from identity_providers where join_role = ${key}
    union all
    select from provisioning_tokens where join_role = ${key}
    union all
    select from provisioned_groups where role = ${key}
  `.execute(tx)
  if (held.length > 0) throw refused('key', 'role.held')
  await sql`delete from roles where key = ${key}`.execute(tx)
  await recordChange(tx, { by: call.caller, action: 'role.remove', subjectId: key, before: recorded(role) })
}

async function holdRole(tx: Tx, key: string): Promise<Role> {
  const { rows } = await sql<Role>`select ${columns} from roles r where r.key = ${key} for update of r`.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0]
}

async function holdOwn(tx: Tx, call: Call, key: string): Promise<Role> {
  const role = await holdRole(tx, key)
  if (role.builtIn) throw refused('key', 'role.builtIn')
  refuseAbove(call, role)
  return role
}

function refuseAbove({ caller }: Call, role: Allowance): void {
  if (!mayGive(allowanceOf(caller), role)) throw refused('permissions', 'role.above')
}

function changed(role: Role, { label, permissions, rowScope, fieldClasses }: Told): Role {
  const next = {
    ...role,
    label: label ?? role.label,
    permissions: [...(permissions ?? role.permissions)],
    rowScope: rowScope ?? role.rowScope,
    fieldClasses: [...(fieldClasses ?? role.fieldClasses)],
  }
  return { ...next, permissions: [...allowed(next)] }
}

/** A role as the record of changes keeps it. */
function recorded({ label, permissions, rowScope, fieldClasses }: Role) {
  return {
    name: label.ja,
    nameEn: label.en,
    permissions: [...permissions].toSorted(),
    rowScope,
    fieldClasses: [...fieldClasses].toSorted(),
  }
}
