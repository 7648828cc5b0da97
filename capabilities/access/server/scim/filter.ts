import { ScimRefusal } from './refusal.ts'

/** By what a provider looks for somebody. */
export type Sought = { by: 'userName' | 'externalId' | 'email' | 'id'; value: string }

const names: Record<string, Sought['by']> = {
  username: 'userName',
  externalid: 'externalId',
  emails: 'email',
  'emails.value': 'email',
  'emails[type eq "work"].value': 'email',
  id: 'id',
}

/** Reads the filters that providers use to find one person: an attribute, `eq`, a text. */
export function readFilter(filter: string): Sought {
  const [, name = '', quoted = ''] = /^\s*(\S+(?: eq "work"\]\S*)?)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i.exec(filter) ?? []
  const by = names[name.toLowerCase().replace('urn:ietf:params:scim:schemas:core:2.0:user:', '')]
  const value = by && textOf(quoted)
  if (!by || value === undefined)
    throw new ScimRefusal(
      400,
      'This filter is not known. There are: userName eq "…", externalId eq "…", emails.value eq "…", id eq "…".',
      'invalidFilter',
    )
  return { by, value }
}

function textOf(quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted)
    return typeof value === 'string' && !value.includes('\0') ? value : undefined
  } catch {
    return undefined
  }
}
