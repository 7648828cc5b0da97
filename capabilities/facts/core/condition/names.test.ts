import { expect, test } from 'vitest'
import { testMoment } from '#test/build/conditions.ts'
import { catalogueOf } from '../catalogue.ts'
import type { FactValue } from '../fact.ts'
import { readCondition } from './check.ts'
import { evaluate } from './evaluate.ts'

const label = { ja: '', en: '' }
const facts = catalogueOf([
  { key: 'plan', type: 'text', label, owner: 'test', names: [['プロ', 'Pro']] },
  { key: 'products', type: 'list', label, owner: 'test', names: [['コア', '本体', '基本']] },
])

function holds(text: string, known: Record<string, FactValue>): boolean {
  const read = readCondition(text, facts)
  if (!read.ok) throw new Error(`${text} is no condition`)
  return evaluate(read.value, (key) => known[key] ?? null, testMoment)
}

test.each([
  ['"本体" in products', { products: ['コア'] }, true],
  ['"コア" in products', { products: ['分析', '基本'] }, true],
  ['"分析" in products', { products: ['コア'] }, false],
  ['!("本体" in products)', { products: ['コア'] }, false],
  ['plan == "Pro"', { plan: 'プロ' }, true],
  ['"プロ" == plan', { plan: 'Pro' }, true],
  ['plan != "Pro"', { plan: 'プロ' }, false],
  ['plan != "Pro"', { plan: 'Lite' }, true],
  ['plan != "Pro"', {}, false],
  ['plan in ["Pro", "Lite"]', { plan: 'プロ' }, true],
  ['plan == "Lite"', { plan: 'プロ' }, false],
])('a name means all names of the same thing: %s of %o is %s', (text, known, expected) => {
  expect(holds(text, known)).toBe(expected)
})
