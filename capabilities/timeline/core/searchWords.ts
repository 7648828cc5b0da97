import { foldText } from '#kernel/japaneseText.ts'

/** The words of a search as they stand in folded texts; all of them have to be found. None: it looks for nothing. */
export function searchWords(typed: string): string[] {
  return [...new Set(foldText(typed).split(' '))].filter((word) => word !== '')
}

const isLatin = (chars: readonly string[]) => chars.every((char) => char < '\u0080')

/**
 * What an entry has to have among its grams (entry_grams in SQL) to hold a word: every pair of its characters, three where
 * all are Latin letters or digits, or the one it has.
 */
export function gramsOfWord(word: string): string[] {
  const chars = Array.from(word)
  if (chars.length < 2) return chars
  const threes = chars.map((_, at) => at + 2 < chars.length && isLatin(chars.slice(at, at + 3)))
  const grams = chars.flatMap((_, at) => {
    if (threes[at]) return [chars.slice(at, at + 3).join('')]
    const isWithin = threes[at - 1] === true
    return at + 1 < chars.length && !isWithin ? [chars[at]! + chars[at + 1]!] : []
  })
  return [...new Set(grams)]
}

/** A word as a pattern of SQL's LIKE that is found anywhere: signs that mean something to LIKE mean themselves. */
export function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`
}
