/**
 * Remembers which identities a file has named, and in which line first, in about 20 bytes each: a million rows must not
 * make memory grow. Identities are kept as 64-bit digests; two different ones of a million rows fall together with a
 * probability of about 3 in 100 million.
 */
export type Identities = {
  /** The line that named it before; null where this is the first (which is then remembered). */
  readonly seenBefore: (identity: string, line: number) => number | null
}

export function identities(): Identities {
  let size = 1 << 12
  let used = 0
  let table = blank(size)

  function place(high: number, low: number): number {
    let at = (low ^ (high >>> 7)) & (size - 1)
    while (table.lines[at] !== 0 && (table.highs[at] !== high || table.lows[at] !== low)) at = (at + 1) & (size - 1)
    return at
  }
  function put(high: number, low: number, line: number): void {
    const at = place(high, low)
    table.highs[at] = high
    table.lows[at] = low
    table.lines[at] = line
  }
  function grow(): void {
    const old = table
    size *= 2
    table = blank(size)
    for (let i = 0; i < old.lines.length; i++) if (old.lines[i] !== 0) put(old.highs[i]!, old.lows[i]!, old.lines[i]!)
  }
  return {
    seenBefore(identity, line) {
      const [high, low] = digest(identity)
      const at = place(high, low)
      if (table.lines[at] !== 0) return table.lines[at]!
      put(high, low, line)
      if (++used * 2 > size) grow()
      return null
    },
  }
}

function blank(size: number) {
  return { highs: new Uint32Array(size), lows: new Uint32Array(size), lines: new Float64Array(size) }
}

/** cyrb53's two halves (public domain, bryc), kept whole. */
function digest(text: string): [number, number] {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    one = Math.imul(one ^ code, 2_654_435_761)
    two = Math.imul(two ^ code, 1_597_334_677)
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909)
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909)
  return [one >>> 0, two >>> 0]
}
