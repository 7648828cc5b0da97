import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../build/shared.ts'
import { customerHandlers } from './customers.ts'
import { type Asked, conventionsOf, type Handler } from './handler.ts'
import { moveHandlers } from './moves.ts'
import { priceHandlers } from './prices.ts'
import { rateHandlers } from './rates.ts'
import { surveyHandlers } from './surveys.ts'

type Case = { id: string; input: Asked; expected: Record<string, unknown>; tolerance?: number }

const folder = path.join(sharedData, '../cases/metrics')
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
const cases = names.map((name): Case => JSON.parse(readFileSync(path.join(folder, name), 'utf8')))

const handlers: Record<string, Handler> = {
  ...moveHandlers,
  ...priceHandlers,
  ...rateHandlers,
  ...customerHandlers,
  ...surveyHandlers,
}

/** The conventions a case is counted by, as far as its answer may depend on them. */
function settings({ input }: Case): string {
  const conventions = conventionsOf(input)
  const uses = handlers[input.metric]?.uses ?? []
  return uses.map((key) => `${key}: ${conventions[key]}`).join(', ') || 'no setting'
}

/** Equal as far as the case says: numbers within its tolerance, of objects the parts it names. */
function expectLike(answer: unknown, expected: unknown, tolerance: number): void {
  if (typeof expected === 'number') {
    expect(answer).toBeTypeOf('number')
    expect(Math.abs((answer as number) - expected), `${String(answer)} for ${expected}`).toBeLessThanOrEqual(tolerance)
  } else if (expected === null || typeof expected !== 'object') expect(answer).toBe(expected)
  else {
    if (Array.isArray(expected)) expect(answer).toHaveLength(expected.length)
    for (const [key, part] of Object.entries(expected))
      expectLike((answer as Record<string, unknown>)[key], part, tolerance)
  }
}

describe.skipIf(cases.length === 0)('worked examples of authorities (skipped where ../shared is absent)', () => {
  test.each(cases.map((one) => [one.id, settings(one), one] as const))(
    '%s (%s)',
    (_id, _settings, { input, ...one }) => {
      const handler = handlers[input.metric]
      if (!handler) throw new Error(`no handler for the metric ${input.metric}: add one to test/metrics`)
      const { tolerance = one.tolerance ?? 1e-9, ...expected } = one.expected as { tolerance?: number }
      expectLike(handler.answer(input as never, conventionsOf(input)), expected, tolerance)
    },
  )
})
