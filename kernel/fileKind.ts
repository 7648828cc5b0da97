/** What a file is by its bytes; `compound` are the older formats of Office, and its newer ones under a password. */
export type FileKind = 'pdf' | 'png' | 'jpeg' | 'gif' | 'webp' | 'heic' | 'gzip' | 'zip' | 'compound'

const marks: readonly [FileKind, at: number, mark: string][] = [
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF8'],
  ['webp', 8, 'WEBP'],
  ['gzip', 0, '\x1f\x8b'],
  ['zip', 0, 'PK\x03\x04'],
  ['zip', 0, 'PK\x05\x06'], // an empty one
  ['compound', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ...['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1'].map((brand) => ['heic', 4, `ftyp${brand}`] as const),
].map(([kind, at, mark]) => [kind as FileKind, at as number, mark as string])

/** The kind of a file by its first kilobyte, whatever it calls itself; null: none of these, it may be text. */
export function fileKind(head: Uint8Array): FileKind | null {
  const begins = latin1(head.subarray(0, 1024))
  const [kind = null] = marks.find(([, at, mark]) => begins.startsWith(mark, at)) ?? []
  if (kind === 'webp' && !begins.startsWith('RIFF')) return null
  // Some writers put an empty line or a byte order mark before it, and readers allow for that.
  return kind ?? (/^[\s\u00ef\u00bb\u00bf]*%PDF-/.test(begins) ? 'pdf' : null)
}

/** A file's two ends, as much as tells what it is: 64 KiB of each, or the whole twice. */
export type FileEnds = { readonly head: Uint8Array; readonly tail: Uint8Array }

/**
 * Whether a file is what its name's ending says. A zipped document of Office is told by the folders in it (ECMA-376 part 2),
 * one under a password by the stream that holds it ([MS-OFFCRYPTO] 2.3.4.4).
 */
export function isAsNamed(name: string, { head, tail }: FileEnds): boolean {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  const kind = fileKind(head)
  const folder = folders[ending]
  if (folder && kind === 'zip') return new RegExp(String.raw`PK\x01\x02[\s\S]{42}${folder}/`).test(latin1(tail))
  if (folder) return kind === 'compound' && (latin1(head) + latin1(tail)).includes(passwordStream)
  const wanted = kinds[ending]
  return wanted === 'text' ? kind === null && isText(head) : wanted !== undefined && kind === wanted
}

const folders: Readonly<Record<string, string>> = { docx: 'word', xlsx: 'xl', pptx: 'ppt' }
const passwordStream = Array.from('EncryptedPackage', (letter) => `${letter}\0`).join('')

const kinds: Readonly<Record<string, FileKind | 'text'>> = {
  pdf: 'pdf', png: 'png', jpg: 'jpeg', jpeg: 'jpeg', webp: 'webp', heic: 'heic', zip: 'zip',
  doc: 'compound', xls: 'compound', ppt: 'compound', csv: 'text', txt: 'text', md: 'text',
} // biome-ignore format: a table of pairs

/** Whether bytes may be text in any usual encoding: hardly any control characters, counted by two bytes where it is UTF-16. */
function isText(head: Uint8Array): boolean {
  const zeros = [0, 0]
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2]!++
  const high = head[0] === 0xfe || zeros[0]! > zeros[1]! ? 0 : 1
  const units = !head.includes(0)
    ? head
    : Array.from({ length: head.length >> 1 }, (_, i) => head[2 * i + high]! * 256 + head[2 * i + 1 - high]!)
  const controls = units.filter((unit) => unit < 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d).length
  return controls <= units.length * 0.05
}

// One character for each byte; the decoder of this name gives others for 0x80 to 0x9f.
const latin1 = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
