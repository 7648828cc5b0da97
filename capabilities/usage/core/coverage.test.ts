import { expect, test } from 'vitest'
import { blindShare, chainIssues, type ChainLink, linkStates } from './coverage.ts'

const link = (key: string, ...events: string[]): ChainLink => ({ key, label: { ja: key, en: key }, events })
const chain = [link('input', 'saved'), link('use', 'opened', 'exported'), link('board'), link('result')]

test('a link is measured where the product shows it, reported where somebody says so, and blind otherwise', () => {
  const seen = { events: new Set(['exported']), reported: new Set(['board', 'use']) }
  expect(linkStates(chain, seen)).toEqual(['blind', 'measured', 'reported', 'blind'])
})

test('the blind share is of all links, and there is none without a chain', () => {
  expect(blindShare(['blind', 'measured', 'reported'])).toBe(33.3)
  expect(blindShare([])).toBeNull()
})

test('a chain needs names, and each link once', () => {
  const unnamed = { ...link('x'), label: { ja: ' ', en: '' } }
  expect(chainIssues([...chain, unnamed, link('use')])).toEqual([
    { field: 'links.4.label', rule: 'link_unnamed' },
    { field: 'links.5.key', rule: 'link_twice' },
  ])
})
