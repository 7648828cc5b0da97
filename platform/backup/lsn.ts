/** A place in PostgreSQL's log as a number of bytes; PostgreSQL writes it as `1A/3C000028`. */
export function lsnOf(text: string): bigint {
  const [high = '0', low = '0'] = text.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

/** The same as PostgreSQL writes it. */
export function lsnText(lsn: bigint): string {
  return `${(lsn >> 32n).toString(16).toUpperCase()}/${(lsn & 0xffffffffn).toString(16).toUpperCase()}`
}

/** The file of PostgreSQL's log in which a place is. `segment`: how long such a file is, in bytes. */
export function segmentAt(timeline: number, lsn: bigint, segment: bigint): string {
  const [number, each] = [lsn / segment, 0x1_0000_0000n / segment]
  return [BigInt(timeline), number / each, number % each]
    .map((part) => part.toString(16).toUpperCase().padStart(8, '0'))
    .join('')
}

/** Where the file that follows this one begins. */
export function afterSegment(name: string, segment: bigint): bigint {
  const [high, low] = [name.slice(8, 16), name.slice(16)].map((part) => BigInt(`0x${part}`))
  return (high! * (0x1_0000_0000n / segment) + low! + 1n) * segment
}
