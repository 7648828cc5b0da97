import { type FileKind, fileKind } from '#kernel/fileKind.ts'
import { guessEncoding } from './encoding.ts'

/** What a file is when it is no table of text, told by its first bytes. */
export type OtherFile = 'xlsx' | 'xls' | 'zip' | 'gzip' | 'pdf' | 'image' | 'binary'

const named: Record<Exclude<FileKind, 'zip'>, OtherFile> = {
  compound: 'xls', gzip: 'gzip', pdf: 'pdf', png: 'image', jpeg: 'image', gif: 'image', webp: 'image', heic: 'image',
} // biome-ignore format: a table of pairs

/** The kind of a file that cannot be imported, or null where it may be text. `head` is its first kilobytes. */
export function otherFile(head: Uint8Array): OtherFile | null {
  const kind = fileKind(head)
  if (kind === 'zip') {
    const names = new TextDecoder('latin1').decode(head)
    return /\[Content_Types\]\.xml|xl\//.test(names) ? 'xlsx' : 'zip'
  }
  if (kind) return named[kind]
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
