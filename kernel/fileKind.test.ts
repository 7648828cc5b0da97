import { expect, test } from 'vitest'
import { type FileEnds, fileKind, isAsNamed } from './fileKind.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const ends = (content: Buffer | string): FileEnds => {
  const all = typeof content === 'string' ? bytes(content) : content
  return { head: all, tail: all }
}
/** A zip as a writer ends it: the list of what is in it, each entry 46 bytes and its name. */
const zipOf = (...names: string[]) => `PK\x03\x04${names.map((name) => `PK\x01\x02${'\0'.repeat(42)}${name}`).join('')}`
const compound = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const right: Record<string, string | Buffer> = {
  'a.PDF': '\r\n%PDF-1.7', 'a.png': '\x89PNG\r\n\x1a\n', 'a.jpg': '\xff\xd8\xff\xe0', 'a.jpeg': '\xff\xd8\xff\xe1',
  'a.webp': 'RIFF\0\0\0\0WEBPVP8 ', 'a.heic': '\0\0\0\x18ftypheic', 'a.zip': zipOf('写真.jpg'), 'a.doc': compound,
  'a.docx': zipOf('[Content_Types].xml', 'word/document.xml'), 'a.xlsx': zipOf('xl/workbook.xml'), 'a.pptx': zipOf('ppt/presentation.xml'),
  'a.csv': '顧客,金額\n', 'a.md': '# 議事録', 'a.txt': Buffer.from('﻿顧客\t金額\r\n', 'utf16le'),
} // biome-ignore format: a table of pairs

test('a file is what its ending says where its bytes say so too, and no other kind is', () => {
  for (const [name, content] of Object.entries(right)) {
    expect(isAsNamed(name, ends(content)), name).toBe(true)
    for (const [other, unlike] of Object.entries(right)) {
      const same = [name, other].every((one) => /jpe?g$|csv$|md$|txt$/.test(one)) || name.endsWith('zip')
      if (other !== name && !same) expect(isAsNamed(name, ends(unlike)), `${other} as ${name}`).toBe(false)
    }
  }
})

test('a workbook under a password is one, and an older one with a newer ending is not', () => {
  const locked = Buffer.concat([bytes(compound), Buffer.from('EncryptedPackage', 'utf16le')])
  expect(isAsNamed('見積.xlsx', ends(locked))).toBe(true)
  expect(isAsNamed('見積.xlsx', ends(compound))).toBe(false)
})

test('programs and pages are none of what offices write', () => {
  for (const content of ['MZ\x90\0\x03\0\0\0\x04\0\0\0', '\x7fELF\x02\x01\x01\0\0\0\0\0'])
    for (const name of Object.keys(right)) expect(isAsNamed(name, ends(content)), name).toBe(false)
  expect(fileKind(bytes('<svg onload="x"/>'))).toBeNull()
  expect(isAsNamed('page.html', ends('<script>'))).toBe(false)
})
