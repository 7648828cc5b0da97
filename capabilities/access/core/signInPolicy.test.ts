import { expect, test } from 'vitest'
import { isDomain, isWithin, readDomains } from './signInPolicy.ts'

test('domains are read as people type them', () => {
  expect(readDomains('@Example.co.jp、ｅｘａｍｐｌｅ．ｃｏｍ\n\n example.com , a.example')).toEqual([
    'example.co.jp',
    'example.com',
    'a.example',
  ])
})

test('an address belongs to its own domain, not to one above, below or alike', () => {
  const within = (email: string) => isWithin(['example.co.jp'], email)
  expect(within('a@EXAMPLE.co.jp')).toBe(true)
  for (const email of ['a@mail.example.co.jp', 'a@co.jp', 'a@example.co.jp.evil.example', 'example.co.jp@evil.example'])
    expect([email, within(email)]).toEqual([email, false])
  expect(isWithin([], 'anybody@anywhere.example')).toBe(true)
})

test('what is no domain is told from what is one', () => {
  for (const domain of ['example.co.jp', 'xn--wgv71a119e.jp', 'a-b.io'])
    expect([domain, isDomain(domain)]).toEqual([domain, true])
  for (const text of [
    'example',
    'a@example.com',
    '-a.com',
    'a..com',
    '日本語.jp',
    '127.0.0.1',
    `${'a'.repeat(64)}.com`,
  ])
    expect([text, isDomain(text)]).toEqual([text, false])
})
