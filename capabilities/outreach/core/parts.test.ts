import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressLines, onchu, sama } from './manners.ts'
import { partsOf, plainValue, subjectLine, toHtml, toText, written } from './parts.ts'

test('text and HTML are made of the same parts: paragraphs, links, buttons and blocks', () => {
  const made = `山田様\n\nhttps://a.example/x をご覧ください。\n${written({ is: 'button', label: '開く', url: 'https://a.example/p' })}\n${written({ is: 'rows', title: '次', rows: [['内容', '<研修>']] })}`
  const parts = partsOf(made)
  expect(toText(parts)).toBe(
    '山田様\n\nhttps://a.example/x をご覧ください。\n\n▼ 開く\nhttps://a.example/p\n\n■ 次\n・内容: <研修>\n',
  )
  const html = toHtml(parts, { title: '<件名>', language: 'ja' })
  expect(html).toContain('<a href="https://a.example/x"')
  expect(html).toContain('>開く</a>')
  expect(html).toContain('&lt;研修&gt;')
  expect(html).toContain('<title>&lt;件名&gt;</title>')
})

test('no value of a customer makes a block, a tag, a script link or a second line of a header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const parts = partsOf(plainValue(value))
      expect(parts.every(({ is }) => is === 'text')).toBe(true)
      const html = toHtml(parts, { title: value, language: 'ja' })
      expect(html.match(/<(?!\/?(?:p|a|br|div|html|head|body|meta|title|!doctype)\b)[a-z]/giu)).toBeNull()
      expect(html).not.toMatch(/href="(?!https?:)/u)
      expect(subjectLine(value)).not.toMatch(/[\r\n\u2028\u2029]/u)
    }),
    { numRuns: 50 },
  )
  expect(
    toHtml([{ is: 'button', label: 'x', url: 'javascript:alert(1)' }], { title: '', language: 'ja' }),
  ).not.toContain('href')
})

test('a mail is addressed company first, then department and title, then the name with 様; to nobody with 御中', () => {
  const company = '比良山工業株式会社'
  const known = { company, department: '営業企画部', title: '部長', name: '中村 葵' }
  expect(addressLines(known, 'ja')).toBe('比良山工業株式会社\n営業企画部 部長\n中村 葵 様')
  expect(addressLines({ ...known, name: null }, 'ja')).toBe('比良山工業株式会社\n営業企画部 御中')
  expect(addressLines({ company, department: null, title: null, name: null }, 'ja')).toBe('比良山工業株式会社 御中')
  expect(addressLines(known, 'en')).toBe('Dear 中村 葵,')
  expect([sama('中村'), sama('中村様'), onchu('総務部'), onchu('総務部 御中')]).toEqual([
    '中村 様',
    '中村様',
    '総務部 御中',
    '総務部 御中',
  ])
})
