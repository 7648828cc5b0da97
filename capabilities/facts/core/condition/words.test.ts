import { expect, test } from 'vitest'
import { catalogueOf } from '../catalogue.ts'
import { readCondition } from './check.ts'
import { sayCondition } from './words.ts'

const owner = 'test'
const grades = [{ key: 'risk', label: { ja: '危険', en: 'risk' } }]
const facts = catalogueOf([
  { key: 'health.score', type: 'number', unit: 'points', label: { ja: 'ヘルススコア', en: 'Health score' }, owner },
  { key: 'health.grade', type: 'choice', choices: grades, label: { ja: '判定', en: 'Grade' }, owner },
  { key: 'survey.nps.on', type: 'date', label: { ja: 'NPSの回答日', en: 'NPS answered on' }, owner },
  { key: 'tags', type: 'list', label: { ja: 'タグ', en: 'Tags' }, owner },
])

function said(text: string): (string | null)[] {
  const condition = readCondition(text, facts)
  if (!condition.ok) throw new Error(text)
  const value = condition.value
  return [
    sayCondition(value, facts, { locale: 'ja', currency: 'JPY' }),
    sayCondition(value, facts, { locale: 'en', currency: 'JPY' }),
  ]
}

test.each([
  [
    'health.score < 50 && !("VIP" in tags)',
    'ヘルススコアが50点未満、かつタグに「VIP」がない',
    'Health score below 50 points and Tags does not include “VIP”',
  ],
  [
    'health.grade in ["risk"] || !has(survey.nps.on)',
    '判定が危険、またはNPSの回答日がわかっていない',
    'Grade is risk or NPS answered on is not known',
  ],
  ['survey.nps.on >= today - 90', 'NPSの回答日が90日前以降', 'NPS answered on on or after 90 days ago'],
])('%s', (text, ja, en) => {
  expect(said(text)).toEqual([ja, en])
})

test('a calculation has no plain sentence', () => {
  expect(said('health.score * 2 < 50')).toEqual([null, null])
})
