/**
 * How much a stretch of bytes looks like Japanese in Shift_JIS (CP932), 0 to 1. Kana, and kanji of the two levels, count
 * fully; half-width katakana and the vendors' corners count less, for text in EUC-JP reads as those.
 */
export function scoreShiftJis(bytes: Uint8Array): number {
  const tally = { weight: 0, count: 0 }
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!
    if (lead < 0x80) continue
    if (lead >= 0xa1 && lead <= 0xdf) {
      add(tally, 0.93)
      continue
    }
    const trail = bytes[i + 1]
    if (trail === undefined) break
    const paired = trail >= 0x40 && trail <= 0xfc && trail !== 0x7f
    if (!paired || lead === 0x80 || lead === 0xa0 || lead > 0xfc) add(tally, 0)
    else {
      add(tally, shiftJisPair(lead, trail))
      i++
    }
  }
  return tally.count === 0 ? 0 : tally.weight / tally.count
}

function shiftJisPair(lead: number, trail: number): number {
  if (lead === 0x82 || lead === 0x83) return 1
  if (lead >= 0xf0 && lead <= 0xf9) return 0.2
  if (lead === 0x85 || lead === 0x86 || (lead >= 0xeb && lead <= 0xec)) return 0
  return lead >= 0x88 && lead <= 0x9f ? 0.995 : lead === 0x81 && trail < 0xad ? 0.99 : 0.95
}

/** How much a stretch of bytes looks like Japanese in EUC-JP, 0 to 1. */
export function scoreEucJp(bytes: Uint8Array): number {
  const tally = { weight: 0, count: 0 }
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!
    if (lead < 0x80) continue
    const trail = bytes[i + 1]
    if (trail === undefined) break
    const length = lead === 0x8f ? 3 : 2
    const inside = lead === 0x8e ? trail >= 0xa1 && trail <= 0xdf : trail >= 0xa1 && trail <= 0xfe
    const third = length === 3 ? bytes[i + 2] : 0xa1
    if (third === undefined) break
    if (!inside || third < 0xa1 || (lead < 0xa1 && lead !== 0x8e && lead !== 0x8f)) add(tally, 0)
    else {
      add(tally, eucJpPair(lead))
      i += length - 1
    }
  }
  return tally.count === 0 ? 0 : tally.weight / tally.count
}

function eucJpPair(lead: number): number {
  if (lead === 0xa4 || lead === 0xa5) return 1
  if (lead >= 0xb0 && lead <= 0xcf) return 0.995
  if (lead >= 0xa9 && lead <= 0xaf) return 0.2
  return lead >= 0xa1 && lead <= 0xa3 ? 0.99 : 0.94
}

function add(tally: { weight: number; count: number }, weight: number): void {
  tally.weight += weight
  tally.count++
}
