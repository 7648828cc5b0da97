import { guessEncoding } from './encoding.ts'

/** What a file is when it is no table of text, told by its first bytes. */
export type OtherFile = 'xlsx' | 'xls' | 'zip' | 'gzip' | 'pdf' | 'image' | 'binary'

const marks: [OtherFile, number[]][] = [
  ['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['gzip', [0x1f, 0x8b]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
]

/** The kind of a file that cannot be imported, or null where it may be text. `head` is its first kilobytes. */
export function otherFile(head: Uint8Array): OtherFile | null {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) {
    const names = new TextDecoder('latin1').decode(head)
    return /\[Content_Types\]\.xml|xl\//.test(names) ? 'xlsx' : 'zip'
  }
  const known = marks.find(([, mark]) => startsWith(head, mark))
  if (known) return known[0]
  // Text has hardly any control characters; bytes are no characters in UTF-16.
  const { encoding } = guessEncoding(head)
  const units = encoding === 'utf-16le' || encoding === 'utf-16be' ? wideUnits(head, encoding) : head
  const controls = units.filter((unit) => unit < 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d).length
  return controls > units.length * 0.05 ? 'binary' : null
}

function wideUnits(head: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): number[] {
  const text = new TextDecoder(encoding).decode(head)
  return Array.from(text, (char) => char.charCodeAt(0))
}

function startsWith(head: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => head[i] === byte)
}
