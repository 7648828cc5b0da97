import { expect, test } from 'vitest'
import { emailText, tokenFrom, within } from './entry.ts'

test('a mail address may be typed in full width', () => {
  expect(emailText(' Ｍｏｒｉ＠Example.co.jp ')).toBe('mori@example.co.jp')
  expect(emailText('mori')).toBeNull()
})

test('after signing in one stays in this application', () => {
  expect(within('/customers?q=a')).toBe('/customers?q=a')
  for (const foreign of ['https://evil.example', '//evil.example', '/\\evil.example', undefined])
    expect(within(foreign)).toBe('/')
})

test('a token is read from either part of an address', () => {
  expect(tokenFrom({ hash: '#token=abc', search: '' })).toBe('abc')
  expect(tokenFrom({ hash: '', search: '?token=abc' })).toBe('abc')
  expect(tokenFrom({ hash: '', search: '' })).toBeNull()
})
