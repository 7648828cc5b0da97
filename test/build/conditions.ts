import fc from 'fast-check'
import { type Catalogue, catalogueOf } from '#capabilities/facts/core/catalogue.ts'
import type { Condition, Operand } from '#capabilities/facts/core/condition/tree.ts'
import type { FactDefinition, FactType, FactValue } from '#capabilities/facts/core/fact.ts'
import { addDays, day } from '#kernel/day.ts'

const types: FactType[] = ['number', 'money', 'percent', 'date', 'text', 'yes_no', 'choice', 'list', 'instant']
const choices = ['healthy', 'watch', 'risk'].map((key) => ({ key, label: { ja: key, en: key } }))

const define = (key: string, type: FactType, more: Partial<FactDefinition> = {}): FactDefinition => ({
  key,
  type,
  label: { ja: key, en: key },
  owner: 'test',
  ...(type === 'choice' ? { choices } : {}),
  ...(type === 'text' || type === 'list' ? { names: [['a', 'b', 'ア']] } : {}),
  ...more,
})

/** Two stored facts and one custom field of every type, and clock facts on a stored and on a custom date. */
export const testFacts: Catalogue = catalogueOf([
  ...types.flatMap((type) => [define(`one.${type}`, type), define(`two.${type}`, type), define(`field.${type}`, type)]),
  define('one.days_since', 'number', { derived: { measure: 'days_since', of: 'one.date' } }),
  define('one.days_until', 'number', { derived: { measure: 'days_until', of: 'one.date' } }),
  define('field.days_until', 'number', { derived: { measure: 'days_until', of: 'field.date' } }),
])

export const testMoment = { today: day('2026-04-01'), currency: 'USD', timeZone: 'Asia/Tokyo' }

// Few values, so that generated facts and literals meet often; and awkward ones.
const numbers = fc.oneof(
  fc.constantFrom(0, 1, -1, 5, 5.5, 30, 90, 100, 0.1, 12.34, -30, 1e15, 1e-7),
  fc.integer({ min: -20, max: 20 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => (Math.abs(value) < 1e-15 ? 0 : value)),
)
const days = fc.oneof(
  fc.integer({ min: -40, max: 40 }).map((offset) => addDays(testMoment.today, offset)),
  fc.constantFrom(day('2024-02-29'), day('2026-03-31'), day('0001-01-01'), day('9999-12-31')),
)
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed()
const texts = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'b', 'ア', 'ｱ', '髙橋', '%', '_', '\\', '"', "'", 'a\nb', '😀', '$1'),
  fc.string({ unit: 'binary', maxLength: 4 }).filter(isStorable),
)
const keys = fc.constantFrom(...choices.map((choice) => choice.key))
const instants = fc
  .integer({ min: Date.parse('2026-02-20T00:00:00Z'), max: Date.parse('2026-05-10T00:00:00Z') })
  .map((ms) => new Date(ms).toISOString())

const valuesOf: Record<FactType, fc.Arbitrary<FactValue>> = {
  number: numbers,
  percent: numbers,
  money: fc.oneof(fc.constantFrom(0, 500, 550, 1234, -3000), fc.integer({ min: -1e9, max: 1e9 })),
  date: days,
  instant: instants,
  text: texts,
  choice: keys,
  yes_no: fc.boolean(),
  list: fc.uniqueArray(fc.oneof(texts, keys), { maxLength: 4 }),
}

/** Facts of one account; each missing one time in four. */
export const someFacts: fc.Arbitrary<Record<string, FactValue>> = fc.record(
  Object.fromEntries(
    testFacts.all
      .filter((fact) => !fact.derived)
      .map((fact) => [fact.key, fc.option(valuesOf[fact.type], { freq: 3 })]),
  ),
)

const factsOfType = (...wanted: FactType[]) =>
  fc.constantFrom(...testFacts.all.filter((fact) => wanted.includes(fact.type)))
const named = (...wanted: FactType[]): fc.Arbitrary<Operand> =>
  factsOfType(...wanted).map((fact) => ({ is: 'fact', fact }))
const literal = {
  number: numbers.map((value): Operand => ({ is: 'number', value })),
  text: texts.map((value): Operand => ({ is: 'text', value })),
  key: keys.map((value): Operand => ({ is: 'text', value })),
  truth: fc.boolean().map((value): Operand => ({ is: 'truth', value })),
  day: days.map((value): Operand => ({ is: 'day', value })),
}

const { day: dayOperand, number: numberOperand } = fc.letrec<{ day: Operand; number: Operand }>((tie) => ({
  day: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    named('date', 'instant'),
    literal.day,
    fc.constant<Operand>({ is: 'today' }),
    fc.record({ is: fc.constant('shifted' as const), day: tie('day'), days: fc.integer({ min: -400, max: 400 }) }),
  ),
  number: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    named('number', 'money', 'percent'),
    literal.number,
    fc.record({
      is: fc.constant('arithmetic' as const),
      operator: fc.constantFrom('+', '-', '*', '/'),
      left: tie('number'),
      right: tie('number'),
    }),
    fc.record({ is: fc.constant('days_between' as const), later: tie('day'), earlier: tie('day') }),
  ),
}))

const textOperand = fc.oneof(named('text'), literal.text)
const anyOperator = fc.constantFrom('==', '!=', '<', '<=', '>', '>=')
const equality = fc.constantFrom('==', '!=')
const compare = (
  family: 'number' | 'day' | 'text' | 'truth',
  operator: typeof anyOperator,
  side: fc.Arbitrary<Operand>,
) =>
  fc.record({
    is: fc.constant('compare' as const),
    family: fc.constant(family),
    operator: operator as fc.Arbitrary<'=='>,
    left: side,
    right: side,
  })
const oneOf = (family: 'number' | 'day' | 'text', value: fc.Arbitrary<Operand>, item: fc.Arbitrary<Operand>) =>
  fc.record({
    is: fc.constant('one_of' as const),
    family: fc.constant(family),
    value,
    items: fc.array(item, { minLength: 1, maxLength: 4 }),
  })

const clause: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ is: fc.constant('constant' as const), value: fc.boolean() }),
  factsOfType('yes_no').map((fact): Condition => ({ is: 'yes', fact })),
  fc.constantFrom(...testFacts.all).map((fact): Condition => ({ is: 'has', fact })),
  compare('number', anyOperator, numberOperand),
  compare('day', anyOperator, dayOperand),
  compare('text', equality, textOperand),
  compare('text', equality, fc.oneof(named('choice'), literal.key)),
  compare('truth', equality, fc.oneof(named('yes_no'), literal.truth)),
  oneOf(
    'number',
    numberOperand,
    fc.oneof({ weight: 4, arbitrary: literal.number }, { weight: 1, arbitrary: numberOperand }),
  ),
  oneOf('day', dayOperand, literal.day),
  oneOf('text', named('choice'), literal.key),
  oneOf('text', textOperand, literal.text),
  fc.record({ is: fc.constant('in_list' as const), value: textOperand, fact: factsOfType('list') }),
  fc.record({
    is: fc.constant('test' as const),
    test: fc.constantFrom('contains', 'startsWith', 'endsWith'),
    value: textOperand,
    part: textOperand,
  }),
)

/** Any condition that the language can say about the test facts, as its canonical tree. */
export const someCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    clause,
    tie('condition').map((of): Condition => ({ is: 'not', of })),
    fc
      .tuple(fc.constantFrom('all', 'any'), fc.array(tie('condition'), { minLength: 2, maxLength: 4 }))
      .map(([is, of]): Condition => ({ is, of: of.flatMap((part) => (part.is === is ? part.of : [part])) })),
  ),
})).condition
