import { parseDay } from '#kernel/day.ts'
import type { FactDefinition, FactValue } from './fact.ts'

/** Numbers beyond this are no measure of anything, and within it no calculation of a condition can overflow. */
const largest = 1e15
const smallest = 1e-15

/**
 * A value as facts keep it, or `undefined` where it is not of the fact's type at all. Numbers that are not finite or
 * beyond 10^15 are missing, days that do not exist too; lists lose repeats, texts what a database cannot store.
 */
export function normalise(fact: FactDefinition, value: unknown): FactValue | undefined {
  if (value === null || value === undefined) return null
  switch (fact.type) {
    case 'number':
    case 'percent':
      return typeof value === 'number' ? measure(value) : undefined
    case 'money':
      return typeof value === 'number' ? whole(value) : undefined
    case 'date':
      return typeof value === 'string' ? dateOf(value) : undefined
    case 'instant':
      return instantOf(value)
    case 'yes_no':
      return typeof value === 'boolean' ? value : undefined
    case 'text':
    case 'choice':
      return typeof value === 'string' ? storable(value) : undefined
    case 'list':
      return Array.isArray(value) ? listOf(value) : undefined
  }
}

function measure(value: number): number | null {
  if (!Number.isFinite(value) || Math.abs(value) > largest) return null
  return Math.abs(value) < smallest ? 0 : value
}

function whole(value: number): number | null {
  const rounded = measure(Math.round(value))
  return rounded === null ? null : rounded + 0
}

function dateOf(text: string): string | null {
  const day = parseDay(text)
  return day && day >= '0001' ? day : null
}

function instantOf(value: unknown): string | null | undefined {
  if (typeof value !== 'string' && !(value instanceof Date)) return undefined
  const ms = value instanceof Date ? value.getTime() : Date.parse(value)
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

function storable(text: string): string {
  return text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '')
}

function listOf(values: readonly unknown[]): string[] | undefined {
  return values.every((value) => typeof value === 'string') ? [...new Set(values.map(storable))] : undefined
}
