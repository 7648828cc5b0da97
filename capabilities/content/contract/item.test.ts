import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flawsOf, languagesOf } from '../core/item.ts'
import { readyItems } from '../core/ready/items.ts'
import { plainText } from '../core/richText.ts'
import { definitionSchema, richTextSchema } from './item.ts'

const doc = (...content: unknown[]) => ({ type: 'doc', content })
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content })
const words = (text: string, ...marks: unknown[]) => ({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) })
const takes = (text: unknown) => richTextSchema.safeParse(text).success

test('a text takes paragraphs, headings, lists in lists, quotes, rules and links, and drops what else they carry', () => {
  const item = (...content: unknown[]) => ({ type: 'listItem', content })
  const list = {
    type: 'bulletList',
    content: [
      item(paragraph(words('外')), {
        type: 'orderedList',
        attrs: { start: 1, type: null },
        content: [item(paragraph(words('内')))],
      }),
    ],
  }
  const link = { type: 'link', attrs: { href: 'https://example.co.jp/', target: '_blank', onclick: 'alert(1)' } }
  const text = doc(
    { type: 'heading', attrs: { level: 2 }, content: [words('見出し')] },
    list,
    paragraph(words('続き', link)),
  )
  const read = richTextSchema.parse(text)
  expect(plainText(read)).toBe('見出し\n外\n内\n続き')
  expect(JSON.stringify(read)).not.toMatch(/onclick|target/)
})

test('nothing outside the list passes: no scripts, pictures, frames or tables, and no link that runs something', () => {
  for (const type of ['image', 'iframe', 'script', 'table', 'codeBlock', 'html', '__proto__'])
    expect([type, takes(doc({ type, attrs: { src: 'https://example.com' } }))]).toEqual([type, false])
  for (const href of [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'data:text/html,x',
    '//example.com',
    'file:///etc',
  ])
    expect([href, takes(doc(paragraph(words('押す', { type: 'link', attrs: { href } }))))]).toEqual([href, false])
  expect(takes(doc(paragraph(words('押す', { type: 'onclick' }))))).toBe(false)
  expect(takes({ type: 'paragraph' })).toBe(false)
})

test('whatever is sent, what passes consists of known nodes alone', () => {
  const known =
    /^(doc|paragraph|heading|bulletList|orderedList|listItem|blockquote|horizontalRule|text|hardBreak|bold|strike|link)$/
  const types = ['doc', 'paragraph', 'heading', 'bulletList', 'listItem', 'text', 'image', 'script', 'blockquote']
  const { node } = fc.letrec((tie) => ({
    node: fc.record({
      type: fc.constantFrom(...types),
      text: fc.string({ minLength: 1, maxLength: 5 }),
      attrs: fc.record({ level: fc.integer({ min: 1, max: 4 }), src: fc.webUrl() }),
      content: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('node'), { maxLength: 2 })),
    }),
  }))
  const typesOf = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => (key === 'type' ? [String(inner)] : typesOf(inner)))
      : []
  fc.assert(
    fc.property(fc.array(node, { maxLength: 3 }), (content) => {
      const read = richTextSchema.safeParse({ type: 'doc', content })
      return !read.success || typesOf(read.data).every((type) => known.test(type))
    }),
  )
})

test('every ready-made item can be read in both languages and published as it is', () => {
  expect(readyItems.length).toBe(12)
  for (const { key, definition } of readyItems) {
    expect([key, definitionSchema.parse(definition)]).toEqual([key, definition])
    expect([key, flawsOf(definition), languagesOf(definition)]).toEqual([key, [], ['ja', 'en']])
  }
})
