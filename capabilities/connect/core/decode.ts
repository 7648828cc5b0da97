import iconv from 'iconv-lite'
import { markLength } from './encoding.ts'
import type { Encoding } from './encodings.ts'

/** Turns bytes into text piece by piece; a character may lie across two pieces. */
export type Decoding = { readonly push: (bytes: Uint8Array) => string; readonly end: () => string }

/**
 * A decoder that leaves out a byte order mark and shows what it cannot read as U+FFFD. Shift_JIS is read as CP932, so
 * that the characters vendors added (髙 﨑 Ⅱ ㈱ － ～) come out as they went in.
 */
export function decoding(encoding: Encoding): Decoding {
  const decode = pieces(encoding)
  let first = true
  return {
    push(bytes) {
      if (!first) return decode.push(bytes)
      // A piece too short to hold a whole mark is met in tests alone; the decoders drop a mark of their own then.
      first = bytes.length === 0
      return decode.push(bytes.subarray(markLength(bytes)))
    },
    end: decode.end,
  }
}

function pieces(encoding: Encoding): Decoding {
  if (encoding === 'cp932' || encoding === 'euc-jp') {
    const decoder = iconv.getDecoder(encoding === 'cp932' ? 'cp932' : 'eucjp')
    return {
      push: (bytes) => decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
      end: () => decoder.end() ?? '',
    }
  }
  const decoder = new TextDecoder(encoding)
  return { push: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}
