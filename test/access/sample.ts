import { z } from 'zod'

type Schema = {
  /** Several where a plain value may also be null. */
  type?: string | string[]
  pattern?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  exclusiveMinimum?: number
  default?: unknown
}

/** Where an identifier stands in a request: the names that lead to it; `[]` stands for a list's item. */
export type Place = readonly string[]

/** Texts that mean something by the name under which they stand. */
export const words: Record<string, string> = { key: 'account.name' }

const idPattern = '[0-9a-f]{8}-'

/** The places of identifiers in a request's schema, those that may be left out included. */
export function idPlaces(schema: z.ZodType): Place[] {
  return placesIn(jsonSchema(schema), [])
}

/** A request the schema takes: what has to be there, and what leads to the `wanted` place; identifiers are `id`. */
export function sample(schema: z.ZodType, id: string, wanted: Place = []): unknown {
  return sampleOf(jsonSchema(schema), id, wanted)
}

function jsonSchema(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline', cycles: 'ref' }) as Schema
}

function alternatives(schema: Schema): Schema[] {
  return (schema.anyOf ?? schema.oneOf ?? []).filter((one) => one.type !== 'null')
}

function placesIn(schema: Schema, at: Place): Place[] {
  if (schema.pattern?.includes(idPattern)) return [at]
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => placesIn(inner, [...at, name])),
    ...(schema.items ? placesIn(schema.items, [...at, '[]']) : []),
    ...[...alternatives(schema), ...(schema.allOf ?? [])].flatMap((one) => placesIn(one, at)),
  ]
}

function leadsTo(schema: Schema, wanted: Place): boolean {
  return placesIn(schema, []).some((place) => place.join('.') === wanted.join('.'))
}

function sampleOf({ type: types, ...rest }: Schema, id: string, wanted: Place, called = ''): unknown {
  const type = Array.isArray(types) ? types.find((one) => one !== 'null') : types
  const schema: Schema = type === undefined ? rest : { ...rest, type }
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const several = alternatives(schema)
  if (several.length > 0)
    return sampleOf(several.find((one) => wanted.length > 0 && leadsTo(one, wanted)) ?? several[0]!, id, wanted)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => sampleOf(one, id, wanted)))
  if (schema.type === 'object' || schema.properties) {
    const names = Object.keys(schema.properties ?? {}).filter(
      (name) =>
        name === wanted[0] || (schema.required?.includes(name) && schema.properties?.[name]?.default === undefined),
    )
    const inner = (name: string) => (name === wanted[0] ? wanted.slice(1) : [])
    return Object.fromEntries(names.map((name) => [name, sampleOf(schema.properties![name]!, id, inner(name), name)]))
  }
  if (schema.type === 'array') {
    const count = wanted[0] === '[]' ? Math.max(1, schema.minItems ?? 0) : (schema.minItems ?? 0)
    const item = () => (schema.items ? sampleOf(schema.items, id, wanted[0] === '[]' ? wanted.slice(1) : []) : 'x')
    return Array.from({ length: count }, item)
  }
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1
  return schema.pattern ? text(schema, id) : (words[called] ?? text(schema, id))
}

function text(schema: Schema, id: string): string {
  if (schema.pattern?.includes(idPattern)) return id
  if (schema.format === 'date') return '2026-04-01'
  if (schema.format === 'date-time') return '2026-04-01T00:00:00Z'
  if (schema.format === 'email') return 'sample@example.co.jp'
  if (schema.pattern === '^[A-Z]{3}$') return 'JPY'
  return 'sample'.padEnd(schema.minLength ?? 0, 'x')
}
