import { expect, test } from 'vitest'
import { inquiryIssues, isTouch, surveyIssues } from './rules.ts'
import { activityKinds } from './words.ts'

test('everything but a note touches the customer', () => {
  expect(activityKinds.filter((kind) => !isTouch(kind))).toEqual(['note'])
})

test('an inquiry is neither answered nor solved before it is opened', () => {
  const openedAt = '2026-11-21T00:00:00Z'
  expect(inquiryIssues({ openedAt, firstAnsweredAt: openedAt, solvedAt: null })).toEqual([])
  expect(
    inquiryIssues({ openedAt, firstAnsweredAt: '2026-11-20T23:59:00Z', solvedAt: '2026-11-20T00:00:00Z' }),
  ).toEqual([
    { field: 'firstAnsweredAt', value: '2026-11-20T23:59:00Z', rule: 'answered_before_opened' },
    { field: 'solvedAt', value: '2026-11-20T00:00:00Z', rule: 'solved_before_opened' },
  ])
})

test('moments compare as moments, whatever their offset', () => {
  const moments = { openedAt: '2026-11-21T09:00:00+09:00', firstAnsweredAt: '2026-11-21T00:30:00Z', solvedAt: null }
  expect(inquiryIssues(moments)).toEqual([])
})

test.each([
  ['nps', 0],
  ['nps', 10],
  ['csat', 4.5],
  ['ces', 7],
] as const)('%s may be %s', (kind, score) => {
  expect(surveyIssues(kind, score)).toEqual([])
})

test.each([
  ['nps', 10.5],
  ['nps', -1],
  ['csat', 0],
  ['ces', 8],
] as const)('%s cannot be %s', (kind, score) => {
  expect(surveyIssues(kind, score)[0]?.rule).toBe(`${kind}_scale`)
})
