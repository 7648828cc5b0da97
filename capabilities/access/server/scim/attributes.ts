import { emailSchema } from '#capabilities/access/contract/schemas.ts'
import { invalid, ScimRefusal } from './refusal.ts'

/** What a provider may say of somebody. Names are kept apart as it tells them; one of them is shown. */
export type Attributes = {
  userName: string
  externalId: string | null
  displayName: string | null
  formatted: string | null
  givenName: string | null
  familyName: string | null
  email: string | null
  active: boolean
}

export type Operation = { op: string; path?: string | undefined; value?: unknown }

const coreSchema = 'urn:ietf:params:scim:schemas:core:2.0:user:'
const texts = {
  externalid: 'externalId',
  displayname: 'displayName',
  'name.formatted': 'formatted',
  'name.givenname': 'givenName',
  'name.familyname': 'familyName',
} as const

/** Somebody as a whole resource tells them, on what is known of them. */
export function replaced(known: Attributes, body: Record<string, unknown>): Attributes {
  const blank = { externalId: null, displayName: null, formatted: null, givenName: null, familyName: null, email: null }
  return Object.entries(body).reduce<Attributes>((next, [name, value]) => assigned(next, name, value), {
    ...known,
    ...blank,
  })
}

/** Somebody after the operations of a PATCH: all of them, or none. Providers write `op` in any case. */
export function patched(known: Attributes, operations: readonly Operation[]): Attributes {
  return operations.reduce<Attributes>((now, { path, value, ...operation }) => {
    const kind = kindOf({ ...operation, path })
    if (kind === 'remove') return assigned(now, path!, null)
    if (path) return assigned(now, path, value)
    return Object.entries(record(value, 'value')).reduce<Attributes>(
      (next, [name, each]) => assigned(next, name, each),
      now,
    )
  }, known)
}

/** What an operation does; it names what it removes. */
export function kindOf({ op, path }: Operation): 'add' | 'replace' | 'remove' {
  const kind = op.toLowerCase()
  if (kind === 'remove' && !path)
    throw new ScimRefusal(400, 'A remove operation names what it removes in path.', 'noTarget')
  if (kind === 'add' || kind === 'replace' || kind === 'remove') return kind
  throw new ScimRefusal(400, `There is no operation ${op}; use add, replace or remove.`, 'invalidSyntax')
}

/** Sets one attribute. Names are read in any case; what Banso keeps nothing of is passed over, as RFC 7644 allows. */
function assigned(now: Attributes, path: string, value: unknown): Attributes {
  const name = path.toLowerCase().startsWith(coreSchema)
    ? path.toLowerCase().slice(coreSchema.length)
    : path.toLowerCase()
  if (name === 'username') return { ...now, userName: needed(text(value, 'userName'), 'userName') }
  if (name === 'active') return { ...now, active: truth(value) }
  if (name === 'name') {
    if (value === null) return { ...now, formatted: null, givenName: null, familyName: null }
    return Object.entries(record(value, 'name')).reduce<Attributes>(
      (next, [part, each]) => assigned(next, `name.${part}`, each),
      now,
    )
  }
  if (/^emails(\[(type eq "work"|primary eq "?true"?)\])?(\.value)?$/.test(name))
    return { ...now, email: address(value) }
  if (name in texts) {
    return { ...now, [texts[name as keyof typeof texts]]: text(value, path) }
  }
  return now
}

/** The name to show: as told, else made of its parts in the order of their language, else what they sign in with. */
export function shownName({ displayName, formatted, givenName, familyName, userName }: Attributes): string {
  const isJapanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(`${familyName}${givenName}`)
  const parts = (isJapanese ? [familyName, givenName] : [givenName, familyName]).filter(Boolean)
  return displayName ?? formatted ?? (parts.length > 0 ? parts.join(' ') : userName)
}

/** The mail address, as everywhere in Banso in lower case; who has none is reached by their user name. */
export function mailOf({ email, userName }: Attributes): string {
  const read = emailSchema.safeParse(email ?? userName)
  if (!read.success)
    throw invalid('A user needs a mail address: emails[type eq "work"].value, or a userName that is one.')
  return read.data
}

/** The address among those told: the first one, else the one for work, else the first. */
function address(value: unknown): string | null {
  if (!Array.isArray(value)) return typeof value === 'object' && value ? address([value]) : text(value, 'emails')
  const told = value.map((each) => record(each, 'emails'))
  const chosen = told.find((each) => isTrue(each['primary'])) ?? told.find((each) => each['type'] === 'work') ?? told[0]
  return chosen ? text(chosen['value'], 'emails.value') : null
}

export function text(value: unknown, name: string): string | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string') throw invalid(`${name} is a text.`)
  const trimmed = value.trim()
  if (trimmed.length > 200 || trimmed.includes('\0')) throw invalid(`${name} has at most 200 characters.`)
  return trimmed || null
}

export function needed(value: string | null, name: string): string {
  if (value === null) throw invalid(`${name} is needed.`)
  return value
}

const isTrue = (value: unknown) => String(value).toLowerCase() === 'true'

/** Entra says "True" and "False". */
function truth(value: unknown): boolean {
  if (!isTrue(value) && String(value).toLowerCase() !== 'false') throw invalid('active is true or false.')
  return isTrue(value)
}

export function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`${name} is an object.`)
  return value as Record<string, unknown>
}
