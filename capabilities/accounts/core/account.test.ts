import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountIssues, parentIssue, plainCorporateNumber, plainDomain, plainTags } from './account.ts'

test('a corporate number is accepted as people write it', () => {
  expect(plainCorporateNumber('６０２０００１００８００２')).toBe('6020001008002')
  expect(plainCorporateNumber('T6020001008002')).toBe('6020001008002')
  expect(plainCorporateNumber('6020-0010-08002')).toBe('6020001008002')
})

test('a corporate number with a wrong digit is refused with the field, the value and the rule', () => {
  expect(accountIssues({ corporateNumber: '6020001008002' })).toEqual([])
  expect(accountIssues({ corporateNumber: '6020001008003' })).toEqual([
    { field: 'corporateNumber', value: '6020001008003', rule: 'corporate_number_check_digit' },
  ])
  expect(accountIssues({ corporateNumber: '602' })[0]?.rule).toBe('corporate_number_form')
})

test('changing any one digit of a corporate number breaks it, but for 0 and 9 in one place', () => {
  const number = '6020001008002'
  for (let at = 0; at < 13; at++)
    for (const digit of '123456789') {
      if (digit === number[at] || (digit === '9' && number[at] === '0')) continue
      const other = number.slice(0, at) + digit + number.slice(at + 1)
      expect(accountIssues({ corporateNumber: other })).toHaveLength(1)
    }
})

test.each([
  ['https://www.Example.co.jp/about?x=1', 'example.co.jp'],
  ['ｅｘａｍｐｌｅ．ｃｏｍ', 'example.com'],
  ['日本語.jp', '日本語.jp'],
])('%s is the domain %s', (typed, domain) => {
  expect(plainDomain(typed)).toBe(domain)
  expect(accountIssues({ domains: [domain] })).toEqual([])
})

test('what is no domain is refused', () => {
  for (const domain of ['localhost', 'a b.jp', '-x.jp', 'x..jp'])
    expect(accountIssues({ domains: [domain] })[0]?.rule).toBe('domain_form')
})

test('tags are kept once each, in their order', () => {
  expect(plainTags([' 重点 ', '重点', '', '紹介'])).toEqual(['重点', '紹介'])
})

test('the same external id twice on one account is refused', () => {
  const twice = { source: 'crm', externalId: '1' }
  expect(accountIssues({ externalIds: [twice, { source: 'billing', externalId: '1' }] })).toEqual([])
  expect(accountIssues({ externalIds: [twice, twice] })[0]?.rule).toBe('external_id_twice')
})

test('an account stands neither under itself nor under its own descendants', () => {
  expect(parentIssue('a', 'a', [])?.rule).toBe('parent_is_itself')
  expect(parentIssue('a', 'c', ['b', 'a'])?.rule).toBe('parent_cycle')
  expect(parentIssue('a', 'c', ['b'])).toBeNull()
  expect(
    parentIssue(
      null,
      'c',
      Array.from({ length: 20 }, (_, at) => `${at}`),
    )?.rule,
  ).toBe('parent_too_deep')
})

test('moving accounts about never makes a circle', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const moves = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), { maxLength: 30 })
  fc.assert(
    fc.property(moves, (list) => {
      const parents = new Map<string, string>()
      const ancestors = (id: string): string[] => {
        const parent = parents.get(id)
        return parent === undefined ? [] : [parent, ...ancestors(parent)]
      }
      for (const [id, parent] of list) if (!parentIssue(id, parent, ancestors(parent))) parents.set(id, parent)
      for (const id of ids) expect(ancestors(id)).not.toContain(id)
    }),
  )
})
