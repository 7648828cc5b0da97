import type { OpenAPI } from '@orpc/openapi'
import { z } from 'zod'

type Json = Record<string, unknown>
type Common = Record<string, { schema: z.ZodType; strategy: 'input' | 'output' }>

/** Shapes by name, as they are sent; where what is given differs (defaults may be left out), that under `…Given`. */
export function commonShapes(shapes: ReadonlyMap<string, z.ZodType>): Common {
  const common: Common = {}
  for (const [name, schema] of shapes) {
    common[name] = { schema, strategy: 'output' }
    if (written(schema, 'input') !== written(schema, 'output')) common[`${name}Given`] = { schema, strategy: 'input' }
  }
  return common
}

const written = (schema: z.ZodType, io: 'input' | 'output') =>
  JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), (key, value) =>
    key === 'additionalProperties' && value === false ? undefined : value,
  )

/** Without what says nothing: bounds of what JSON can count, names that may be any text; null beside a plain type. */
export function tidied<T>(value: T): T {
  if (Array.isArray(value)) return value.map(tidied) as T
  if (typeof value !== 'object' || value === null) return value
  const tidy = Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !saysNothing(key, inner))
      .map(([key, inner]) => [key, tidied(inner)]),
  )
  return plainOrNull(tidy) as T
}

function saysNothing(key: string, value: unknown): boolean {
  if (key === 'minimum' || key === 'exclusiveMinimum') return value === Number.MIN_SAFE_INTEGER
  if (key === 'maximum' || key === 'exclusiveMaximum') return value === Number.MAX_SAFE_INTEGER
  if (key === 'propertyNames') return JSON.stringify(value) === '{"type":"string"}'
  return key === 'readOnly' && value === true // of a type whose values are not changed in place, not of a field
}

function plainOrNull(schema: Json): Json {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf) || anyOf.length !== 2 || (anyOf[1] as Json)['type'] !== 'null') return schema
  const plain = anyOf[0] as Json
  const isPlain = typeof plain['type'] === 'string' && !('enum' in plain) && !('const' in plain)
  return isPlain ? { ...plain, type: [plain['type'], 'null'], ...rest } : schema
}

/** The document without shapes that nothing refers to. */
export function withoutUnused(document: OpenAPI.Document): OpenAPI.Document {
  const { components, ...rest } = document
  const all: Json = { ...components!.schemas }
  const used = new Set<string>()
  const follow = (value: unknown) => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (used.has(name!)) continue
      used.add(name!)
      follow(all[name!])
    }
  }
  follow(rest)
  follow({ ...components, schemas: {} })
  const schemas = Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)))
  return { ...rest, components: { ...components, schemas } } as OpenAPI.Document
}
