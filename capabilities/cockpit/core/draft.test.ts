import { expect, test } from 'vitest'
import { catalogueOf } from '#capabilities/facts/core/catalogue.ts'
import { checkDraft } from './draft.ts'
import { readyRules } from './ready/rules.ts'
import type { RuleDraft } from './rule.ts'

const label = { ja: '点', en: 'Score' }
const catalogue = catalogueOf([
  { key: 'health.score', type: 'number', label, owner: 'health' },
  { key: 'account.has_owner', type: 'yes_no', label, owner: 'accounts' },
])
const right: RuleDraft = {
  label: { ja: '点が低い', en: 'Low score' },
  help: { ja: '', en: '' },
  condition: 'health.score < 40',
  scope: '',
  holdDays: 3,
  coolDownDays: 30,
  raises: {
    kind: 'risk',
    title: { ja: '{health.score}点の理由を聞く', en: 'Ask why {health.score}' },
    because: null,
    effortMinutes: 30,
    dueBusinessDays: 3,
    sharePercent: 100,
    chancePercent: 40,
  },
}
const issues = (change: Partial<RuleDraft>) => checkDraft({ ...right, ...change }, catalogue)

test('a draft that is right has nothing against it', () => {
  expect(issues({})).toEqual([])
})

test('a condition is refused at its character', () => {
  expect(issues({ condition: 'health.score < 40 && health.scor > 1' })).toEqual([
    { field: 'condition', rule: 'condition.unknown_fact', column: 22, value: 'health.scor' },
  ])
  expect(issues({ condition: ' ' })).toEqual([{ field: 'condition', rule: 'condition_missing' }])
  expect(issues({ scope: 'health.score' })).toMatchObject([{ field: 'scope', rule: 'condition.not_a_condition' }])
})

test('figures out of bounds, empty texts and facts that do not exist are named with their field', () => {
  const raises = { ...right.raises, title: { ja: ' ', en: '{helth.score}' }, dueBusinessDays: 1.5, chancePercent: 0 }
  expect(issues({ holdDays: -1, raises })).toEqual([
    { field: 'holdDays', rule: 'out_of_bounds', value: '-1' },
    { field: 'raises.dueBusinessDays', rule: 'out_of_bounds', value: '1.5' },
    { field: 'raises.chancePercent', rule: 'out_of_bounds', value: '0' },
    { field: 'raises.title.ja', rule: 'text_missing' },
    { field: 'raises.title.en', rule: 'unknown_gap', value: 'helth.score' },
  ])
})

test('the ready-made rules keep the bounds themselves', () => {
  const figures = readyRules.flatMap((rule) =>
    checkDraft(rule, catalogue).filter((one) => one.rule === 'out_of_bounds'),
  )
  expect(figures).toEqual([])
})
