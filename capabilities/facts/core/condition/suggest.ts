/** Edits (one character added, dropped, changed or two swapped) that lead from one text to another. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let best = Math.min(change, row[j]! + 1, next[j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1)
      next.push(best)
    }
    before = row
    row = next
  }
  return row[b.length]!
}

/** Up to three known words that somebody who wrote `word` may have meant, the likeliest first. */
export function suggest(word: string, known: readonly string[]): string[] {
  const lower = word.toLowerCase()
  const tail = lower.slice(lower.lastIndexOf('.') + 1)
  // The beginning of a word, or its last part under another capability's name, is nearer than any misspelling.
  const farness = (key: string) => {
    if (lower.length > 2 && key.startsWith(lower)) return 0.5
    return tail.length > 2 && key.endsWith(`.${tail}`) ? 1.5 : distance(lower, key)
  }
  return known
    .map((key) => ({ key, far: farness(key.toLowerCase()) }))
    .filter(({ key, far }) => far < 2 || far <= Math.max(2, Math.floor(Math.min(word.length, key.length) / 3)))
    .sort((a, b) => a.far - b.far || a.key.localeCompare(b.key))
    .slice(0, 3)
    .map(({ key }) => key)
}
