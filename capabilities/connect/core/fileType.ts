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
  // Text has hardly any control characters; UTF-16 has zero bytes, but on one side of each pair only.
  let odd = 0
  let controls = 0
  let zeros = 0
  for (const [i, byte] of head.entries()) {
    if (byte === 0) zeros++
    if (byte === 0 && i % 2 === 1) odd++
    else if (byte !== 0 && byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++
  }
  const oneSided = odd > zeros * 0.9 || odd < zeros * 0.1
  return controls > head.length * 0.05 || (zeros > head.length * 0.02 && !oneSided) ? 'binary' : null
}

function startsWith(head: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => head[i] === byte)
}
