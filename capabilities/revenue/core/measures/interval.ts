/** The 95 % score interval of a share (Wilson, 1927): it stays sensible where few were seen. */
export function scoreInterval(hits: number, of: number): { low: number; high: number } | null {
  if (of <= 0) return null
  const [z, share] = [1.959963984540054, hits / of]
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
