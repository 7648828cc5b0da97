import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const root = path.resolve(import.meta.dirname, '..')
const contracts = ['kernel/exchange.ts', 'capabilities/*/contract.ts', 'capabilities/*/contract/*.ts']
const plain = new Set(['string', 'number', 'boolean', 'literal', 'enum'])

/**
 * The shapes that contracts export as `…Schema`, by the names the API's description gives them (`accountSchema`: Account);
 * with the name of the capability before it where two have the same.
 */
export async function shapes(): Promise<ReadonlyMap<string, z.ZodType>> {
  const found: { name: string; of: string; schema: z.ZodType }[] = []
  for (const place of fs.globSync(contracts, { cwd: root }).sort()) {
    if (place.endsWith('.test.ts')) continue
    const contract = (await import(path.join(root, place))) as Record<string, unknown>
    for (const [called, schema] of Object.entries(contract))
      if (called.endsWith('Schema') && schema instanceof z.ZodType && !plain.has(schema.def.type))
        found.push({ name: capital(called.slice(0, -'Schema'.length)), of: capital(place.split('/')[1]!), schema })
  }
  const named = new Map<string, z.ZodType>()
  for (const { name, of, schema } of found) {
    const others = found.filter((other) => other.name === name && other.schema !== schema)
    if (![...named.values()].includes(schema)) named.set(others.length > 0 ? of + name : name, schema)
  }
  return named
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
