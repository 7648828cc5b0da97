import { ScimRefusal } from './refusal.ts'

/** By what a provider looks for something. */
export type Sought<By extends string> = { by: By; value: string }

const term = /^\s*(\S+(?: eq "work"\]\S*)?)\s+eq\s+("(?:[^"\\]|\\.)*")\s*(?:and\s(?=.)|$)/i
const schema = /^urn:ietf:params:scim:schemas:core:2\.0:(user|group):/

/**
 * Reads the filters that providers use to find one thing: an attribute, `eq`, a text; several are joined by `and`. `names` are
 * the attributes there are, in lower case.
 */
export function readFilter<By extends string>(filter: string, names: Readonly<Record<string, By>>): Sought<By>[] {
  const found: Sought<By>[] = []
  for (let rest = filter; rest !== '' && found.length < 5; ) {
    const [whole, name = '', quoted = ''] = term.exec(rest) ?? []
    const by = names[name.toLowerCase().replace(schema, '')]
    const value = by && textOf(quoted)
    if (whole === undefined || by === undefined || value === undefined) throw unknown(names)
    found.push({ by, value })
    rest = rest.slice(whole.length)
  }
  if (found.length === 0) throw unknown(names)
  return found
}

function unknown(names: Readonly<Record<string, string>>): ScimRefusal {
  const known = [...new Set(Object.values(names))].map((name) => `${name} eq "…"`).join(', ')
  return new ScimRefusal(400, `This filter is not known. There are: ${known}; joined by and.`, 'invalidFilter')
}

function textOf(quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted)
    return typeof value === 'string' && !value.includes('\0') ? value : undefined
  } catch {
    return undefined
  }
}
