import type { FieldClass } from '#kernel/exchange.ts'
import { type FactDefinition, type FactType, isFactKey, type Label, withholding } from './fact.ts'

/** Every fact that can be asked about in one workspace. */
export type Catalogue = {
  readonly all: readonly FactDefinition[]
  get(key: string): FactDefinition | undefined
}

/**
 * A catalogue of definitions. Throws where a key is malformed or comes twice, or a clock fact does not stand on a stored
 * date fact: such a catalogue is a mistake in the program.
 */
export function catalogueOf(definitions: readonly FactDefinition[]): Catalogue {
  const byKey = new Map<string, FactDefinition>()
  for (const fact of definitions) {
    if (!isFactKey(fact.key)) throw new Error(`fact ${fact.key}: not the form of a fact's key`)
    if (byKey.has(fact.key)) throw new Error(`fact ${fact.key} is defined twice, by ${fact.owner} and another`)
    byKey.set(fact.key, fact)
  }
  for (const fact of definitions) {
    if (!fact.derived) continue
    const source = byKey.get(fact.derived.of)
    if (source?.type !== 'date' || source.derived || fact.type !== 'number')
      throw new Error(`fact ${fact.key} counts days from ${fact.derived.of}, which is not a stored date`)
  }
  return { all: [...byKey.values()], get: (key) => byKey.get(key) }
}

/**
 * The catalogue of one workspace: facts of its own join (custom fields), and known ones may be given its own labels and
 * choices (the phases of its own map). Throws where a known fact would change its type.
 */
export function joinFacts(base: Catalogue, own: readonly FactDefinition[]): Catalogue {
  if (own.length === 0) return base
  const replaced = new Map(own.map((fact) => [fact.key, fact]))
  for (const fact of base.all) {
    const other = replaced.get(fact.key)
    if (other && other.type !== fact.type) throw new Error(`fact ${fact.key} is ${fact.type}, not ${other.type}`)
  }
  return catalogueOf([...base.all.filter((fact) => !replaced.has(fact.key)), ...own])
}

/** The catalogue for whoever does not see some classes of fields: it says of which facts the values are withheld. */
export function catalogueWithout(catalogue: Catalogue, classes: readonly FieldClass[]): Catalogue {
  return classes.length === 0 ? catalogue : catalogueOf(catalogue.all.map((fact) => withholding(fact, classes)))
}

/** Types of custom fields (`accounts`), and the type of fact each becomes. */
const factTypeOfField = {
  text: 'text',
  long_text: 'text',
  url: 'text',
  person: 'text',
  number: 'number',
  money: 'money',
  date: 'date',
  yes_no: 'yes_no',
  choice: 'choice',
  choices: 'list',
} satisfies Record<string, FactType>

/** A custom field of accounts, as far as facts care. */
export type FieldDefinition = {
  key: string
  type: keyof typeof factTypeOfField
  label: Label
  choices?: readonly { key: string; label: Label }[]
  sensitive?: boolean
}

/** The fact `field.<key>` that a custom field becomes. */
export function factOfField(field: FieldDefinition): FactDefinition {
  return {
    key: `field.${field.key}`,
    type: factTypeOfField[field.type],
    label: field.label,
    owner: 'accounts',
    ...(field.choices && field.choices.length > 0 ? { choices: field.choices } : {}),
    ...(field.sensitive ? { sensitive: true } : {}),
  }
}
