import { foldText } from '#kernel/japaneseText.ts'
import { kanaOf } from './romaji.ts'

/**
 * How well what was typed finds a text: 0 not at all, 3 best (its beginning). Width, case, kana and romaji are all the
 * same; `words` are further words and the reading, not shown.
 */
export function matchScore(typed: string, label: string, words = ''): number {
  const query = foldText(typed)
  if (query === '') return 1
  const kana = /^[\x20-\x7eāōū]+$/i.test(typed) ? kanaOf(typed) : null
  const queries = kana ? [query, kana] : [query]
  const texts = [foldText(label), ...foldText(words).split(' ')]
  let best = 0
  for (const text of texts)
    for (const wanted of queries) {
      const at = text.indexOf(wanted)
      if (at === 0) return 3
      if (at > 0) best = Math.max(best, 2)
    }
  const parts = query.split(' ')
  if (best === 0 && parts.length > 1 && parts.every((part) => texts.some((text) => text.includes(part)))) return 1
  return best
}
