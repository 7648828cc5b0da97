import { kindOf, needed, type Operation, record, text } from './attributes.ts'
import { invalid, ScimRefusal } from './refusal.ts'

/** What a provider says of a group: its name, its own name for it, and who is in it, by identifier. */
export type GroupAttributes = { displayName: string; externalId: string | null; members: ReadonlySet<string> }

const coreSchema = 'urn:ietf:params:scim:schemas:core:2.0:group:'
const one = /^members\[\s*value\s+eq\s+"([^"]*)"\s*\]$/i

/** A group as a whole resource tells it. */
export function replacedGroup(body: Record<string, unknown>): GroupAttributes {
  const blank: GroupAttributes = { displayName: '', externalId: null, members: new Set() }
  const told = Object.entries(body).reduce((now, [name, value]) => assigned(now, 'replace', name, value), blank)
  return { ...told, displayName: needed(told.displayName || null, 'displayName') }
}

/** A group after the operations of a PATCH: all of them, or none. */
export function patchedGroup(known: GroupAttributes, operations: readonly Operation[]): GroupAttributes {
  return operations.reduce<GroupAttributes>((now, { path, value, ...operation }) => {
    const kind = kindOf({ ...operation, path })
    if (path) return assigned(now, kind, path, value)
    return Object.entries(record(value, 'value')).reduce((next, [name, each]) => assigned(next, kind, name, each), now)
  }, known)
}

function assigned(
  now: GroupAttributes,
  kind: 'add' | 'replace' | 'remove',
  path: string,
  value: unknown,
): GroupAttributes {
  const lower = path.toLowerCase()
  const name = lower.startsWith(coreSchema) ? lower.slice(coreSchema.length) : lower
  const member = one.exec(path.slice(path.length - name.length))?.[1]
  if (member !== undefined) {
    if (kind !== 'remove')
      throw new ScimRefusal(400, 'A path with a filter removes a member; use members to add one.', 'invalidPath')
    return { ...now, members: without(now.members, [member]) }
  }
  if (name === 'members') return { ...now, members: membersAfter(now.members, kind, value) }
  if (name === 'displayname')
    return { ...now, displayName: needed(kind === 'remove' ? null : text(value, 'displayName'), 'displayName') }
  if (name === 'externalid') return { ...now, externalId: kind === 'remove' ? null : text(value, 'externalId') }
  return now
}

/** Removing without saying whom removes everybody. */
function membersAfter(
  now: ReadonlySet<string>,
  kind: 'add' | 'replace' | 'remove',
  value: unknown,
): ReadonlySet<string> {
  if (kind === 'remove') return value === undefined || value === null ? new Set() : without(now, named(value))
  return new Set([...(kind === 'add' ? now : []), ...named(value ?? [])])
}

function named(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map((each: unknown) => {
    const id = record(each, 'members')['value']
    if (typeof id !== 'string') throw invalid('members.value is the id of a user.')
    return id
  })
}

const without = (now: ReadonlySet<string>, gone: readonly string[]) => now.difference(new Set(gone))
