import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccountId } from '#kernel/id.ts'
import { someCondition, someFacts, testFacts, testMoment } from '#test/build/conditions.ts'
import { evaluate } from './condition/evaluate.ts'
import type { FactValue } from './fact.ts'
import { addColumns, emptyRoster, matching, putRows, readRoster, removeRows } from './roster.ts'

const stored = testFacts.all.filter((fact) => !fact.derived).map((fact) => fact.key)
const sortable = ['one.number', 'one.text', 'one.date', 'one.yes_no', 'field.number']
const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as AccountId

type Facts = Record<string, FactValue>
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ put: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), someFacts)) }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.array(fc.integer({ min: 0, max: 30 })) }) },
)
const question = fc.record({
  condition: fc.oneof(someCondition, fc.constant({ is: 'constant' as const, value: true })),
  key: fc.constantFrom(...sortable),
  direction: fc.constantFrom('up' as const, 'down' as const),
  limit: fc.integer({ min: 1, max: 7 }),
})

/** The whole list, found by looking at everybody and sorting. */
function plainly(
  accounts: Map<AccountId, Facts>,
  { condition, key, direction }: typeof question extends fc.Arbitrary<infer T> ? T : never,
) {
  const turn = direction === 'up' ? 1 : -1
  return [...accounts]
    .filter(([, facts]) => evaluate(condition, (fact) => facts[fact] ?? null, testMoment))
    .map(([id, facts]) => ({ id, value: facts[key] ?? null }))
    .sort((a, b) => {
      if ((a.value === null) !== (b.value === null)) return a.value === null ? 1 : -1
      if (a.value !== b.value) return turn * ((a.value as number) < (b.value as number) ? -1 : 1)
      return turn * (a.id < b.id ? -1 : 1)
    })
}

test('pages of a roster, whatever changed in between, are those of everybody looked at and sorted', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 6 }),
      fc.array(question, { minLength: 1, maxLength: 3 }),
      (steps, questions) => {
        const roster = emptyRoster()
        putRows(roster, stored, [])
        const accounts = new Map<AccountId, Facts>()
        for (const one of steps) {
          if ('put' in one) {
            for (const [n, facts] of one.put) accounts.set(idOf(n), facts)
            putRows(
              roster,
              stored,
              one.put.map(([n, facts]) => ({ id: idOf(n), values: stored.map((key) => facts[key] ?? null) })),
            )
          } else {
            for (const n of one.remove) accounts.delete(idOf(n))
            removeRows(roster, one.remove.map(idOf))
          }
          for (const asked of questions) {
            const whole = plainly(accounts, asked)
            const wanted = matching(roster, asked.condition, testMoment)
            expect(wanted.count).toBe(whole.length)
            const read = []
            for (let after = null; ; ) {
              const page = readRoster(roster, { ...asked, matching: wanted, after })
              read.push(...page)
              if (page.length < asked.limit) break
              after = page.at(-1)! as never
            }
            expect(read).toEqual(whole)
          }
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('only those among some are read where some are given', () => {
  const roster = emptyRoster()
  putRows(
    roster,
    ['one.number'],
    [3, 1, 2].map((n) => ({ id: idOf(n), values: [n] })),
  )
  const everybody = matching(roster, { is: 'constant', value: true }, testMoment)
  const asked = { matching: everybody, key: 'one.number', direction: 'up' as const, after: null, limit: 9 }
  expect(readRoster(roster, { ...asked, among: new Set([idOf(3), idOf(1)]) }).map(({ value }) => value)).toEqual([1, 3])
})

test('facts that are added later come to the accounts as they stand then', () => {
  const roster = emptyRoster()
  const rows = (ids: number[]) => ids.map((n) => ({ id: idOf(n), values: [n] }))
  putRows(roster, ['one.number'], rows([1, 2, 3, 4]))
  removeRows(roster, [idOf(2)])
  putRows(roster, ['one.number'], rows([2]))
  addColumns(roster, ['two.number'], rows([1, 2, 3, 4, 5]))
  const everybody = matching(roster, { is: 'constant', value: true }, testMoment)
  const asked = { matching: everybody, key: 'two.number', direction: 'down' as const, after: null, limit: 9 }
  expect(readRoster(roster, asked).map(({ id, value }) => [id, value])).toEqual([4, 3, 2, 1].map((n) => [idOf(n), n]))
})
