import type { Encoding } from './encodings.ts'
import { scoreEucJp, scoreShiftJis } from './japaneseBytes.ts'

/** How an encoding was told: a mark at the start of the file, its bytes, or nothing but ASCII in sight. */
export type EncodingGuess = { readonly encoding: Encoding; readonly told: 'mark' | 'bytes' | 'plain' }

/** How many bytes of a file are enough to tell its encoding, from the first one that is not ASCII on. */
export const encodingSampleBytes = 64 * 1024

/**
 * The encoding of a file from its first bytes and, where those are plain ASCII, a stretch from the first byte that is
 * not (a long file may show its first Japanese letter late). A character cut off at the end of a stretch is allowed.
 */
export function guessEncoding(head: Uint8Array, firstBeyondAscii: Uint8Array = head): EncodingGuess {
  const marked = markOf(head)
  if (marked) return { encoding: marked, told: 'mark' }
  const wide = wideOf(head)
  if (wide) return { encoding: wide, told: 'bytes' }
  if (isAscii(head) && isAscii(firstBeyondAscii)) return { encoding: 'utf-8', told: 'plain' }
  const sample = isAscii(head) ? firstBeyondAscii : head
  // Japanese in the older encodings hardly ever forms UTF-8 by chance: some damage leaves a file what it is.
  if (brokenUtf8(sample) < 0.2) return { encoding: 'utf-8', told: 'bytes' }
  const shiftJis = scoreShiftJis(sample)
  const eucJp = scoreEucJp(sample)
  const best = Math.max(shiftJis, eucJp)
  if (best < 0.9) return { encoding: 'windows-1252', told: 'bytes' }
  return { encoding: eucJp > shiftJis ? 'euc-jp' : 'cp932', told: 'bytes' }
}

/** How many bytes at the start are the byte order mark of an encoding. */
export function markLength(head: Uint8Array): number {
  const marked = markOf(head)
  return marked === null ? 0 : marked === 'utf-8' ? 3 : 2
}

function markOf(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return null
}

/** UTF-16 without a mark: commas, digits and line ends leave zero bytes on one side only. */
function wideOf(head: Uint8Array): Encoding | null {
  let even = 0
  let odd = 0
  for (const [i, byte] of head.entries()) {
    if (byte === 0 && i % 2 === 0) even++
    else if (byte === 0) odd++
  }
  const zeros = even + odd
  if (zeros < 2 || zeros * 50 < head.length) return null
  if (odd > even * 20) return 'utf-16le'
  return even > odd * 20 ? 'utf-16be' : null
}

export function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80)
}

/** The share of multi-byte characters that are not well-formed UTF-8, leaving aside one cut off at the end. */
function brokenUtf8(bytes: Uint8Array): number {
  let good = 0
  let broken = 0
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!
    if (lead < 0x80) continue
    const length =
      lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0
    let k = 1
    while (k < length && i + k < bytes.length && (bytes[i + k]! & 0xc0) === 0x80) k++
    if (k === length) good++
    else if (length === 0 || i + k < bytes.length) broken++
    i += Math.max(k, 1) - 1
  }
  return good + broken === 0 ? 0 : broken / (good + broken)
}
