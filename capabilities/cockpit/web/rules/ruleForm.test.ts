import { expect, test } from 'vitest'
import { catalogueOf } from '#capabilities/facts/core/catalogue.ts'
import { readyRules } from '#capabilities/cockpit/core/ready/rules.ts'
import { blankRule, changedParts, draftOf, valuesOf, wrongIn } from './ruleForm.ts'

const label = { ja: '点', en: 'Score' }
const catalogue = catalogueOf([
  { key: 'health.score', type: 'number', label, owner: 'health' },
  { key: 'contract.state', type: 'text', label, owner: 'revenue' },
])

test('what is put into the form and not touched comes out as it was', () => {
  for (const { key: _key, ...draft } of readyRules) {
    expect(draftOf(valuesOf(draft, 'ja'), 'ja')).toEqual(draft)
    expect(draftOf(valuesOf(draft, 'en'), 'en')).toEqual(draft)
  }
})

test('full-width digits are read, and a blank text in the other language takes over one’s own', () => {
  const draft = draftOf({ ...blankRule, name: '点が低い', holdDays: '１４', owner: 'nobody' }, 'ja')
  expect(draft).toMatchObject({
    label: { ja: '点が低い', en: '点が低い' },
    holdDays: 14,
    raises: { owner: { of: 'nobody' } },
  })
  expect(valuesOf(draft, 'en')).toMatchObject({ name: '点が低い', nameOther: '', owner: 'nobody' })
})

test('what is wrong stands at its field', () => {
  const right = { ...blankRule, name: '名', todo: '話す', condition: 'health.score < 3' }
  expect(wrongIn(right, 'ja', catalogue)).toEqual([])
  const wrong = wrongIn({ ...right, name: '', coolDownDays: 'x', because: '{health.scor}' }, 'ja', catalogue)
  expect(wrong.map(({ field, rule }) => [field, rule])).toEqual([
    ['name', 'text_missing'],
    ['coolDownDays', 'out_of_bounds'],
    ['because', 'unknown_gap'],
  ])
})

test('a version tells what it changed', () => {
  const [before, now] = [
    draftOf(blankRule, 'ja'),
    draftOf({ ...blankRule, condition: 'health.score < 3', owner: 'nobody' }, 'ja'),
  ]
  expect(changedParts(now, before)).toEqual(['condition', 'raises'])
})
