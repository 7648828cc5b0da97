import { setImmediate as turn } from 'node:timers/promises'

/** How many parts (values, lists, objects) a body of JSON may have, and how deep they may lie in one another. */
export const partsAtMost = 500_000
export const depthAtMost = 6000

const slice = 1 << 20 // bytes looked at before others get their turn
const [quote, backslash, comma, openList, closeList, openObject, closeObject] = [34, 92, 44, 91, 93, 123, 125]

/**
 * Whether a body is so deep, or of so many parts, that reading it would keep everybody waiting: a hundred bytes on the wire
 * may unpack to millions of lists. It is not checked for being JSON.
 */
export async function isOverwhelming(body: Uint8Array): Promise<boolean> {
  const seen = { parts: 0, depth: 0, inText: false, escaped: false }
  for (let from = 0; from < body.length; from += slice) {
    if (from > 0) await turn()
    if (isTooMuch(body.subarray(from, from + slice), seen)) return true
  }
  return false
}

type Seen = { parts: number; depth: number; inText: boolean; escaped: boolean }

function isTooMuch(bytes: Uint8Array, seen: Seen): boolean {
  let { parts, depth, inText, escaped } = seen
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (inText) {
      if (escaped) escaped = false
      else if (byte === backslash) escaped = true
      else if (byte === quote) inText = false
    } else if (byte === quote) inText = true
    else if (byte === comma) parts++
    else if (byte === openList || byte === openObject) {
      parts++
      if (++depth > depthAtMost) return true
    } else if (byte === closeList || byte === closeObject) depth--
  }
  Object.assign(seen, { parts, depth, inText, escaped })
  return parts > partsAtMost
}
