import { foldText } from '#kernel/japaneseText.ts'

/** A part of a text as it was written, and whether it is what was looked for. */
type Passage = { text: string; isFound: boolean }

/** A text folded letter by letter: of every letter of `folded`, where what it stands for begins and ends in the original. */
type Folded = { folded: string; from: number[]; to: number[] }

// A letter with what hangs on it: ｶﾞ is one letter, as is か with a mark of its own.
const letters = /\p{White_Space}+|[^\p{White_Space}][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu

function foldLetters(text: string): Folded {
  const from: number[] = []
  const to: number[] = []
  let folded = ''
  for (const { 0: letter, index } of text.matchAll(letters)) {
    const one = letter.trim() === '' ? ' ' : foldText(letter)
    folded += one
    for (let at = 0; at < one.length; at++) {
      from.push(index)
      to.push(index + letter.length)
    }
  }
  return { folded, from, to }
}

type Span = { from: number; to: number }

/** Where folded words stand in a text, first to last; spans that touch or lie over each other are one. */
export function spansOf(text: string, words: readonly string[]): Span[] {
  const { folded, from, to } = foldLetters(text)
  const spans = words
    .flatMap((word) => placesOf(folded, word).map((at) => ({ from: from[at]!, to: to[at + word.length - 1]! })))
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else merged.push({ ...span })
  }
  return merged
}

const mostPlaces = 200 // of one word in one text: more than anybody sees of it

function placesOf(folded: string, word: string): number[] {
  const places: number[] = []
  let at = word === '' ? -1 : folded.indexOf(word)
  while (at >= 0 && places.length < mostPlaces) {
    places.push(at)
    at = folded.indexOf(word, at + word.length)
  }
  return places
}

/** A text in passages, found and not, that together are the text. */
export function passages(text: string, words: readonly string[]): Passage[] {
  return cut(text, spansOf(text, words), 0, text.length)
}

const [before, longest] = [30, 160] // characters

/** As much of a long text as shows the first thing found in it, with what stands around it; else how it begins. */
export function excerpt(text: string, words: readonly string[]): Passage[] {
  const spans = spansOf(text, words)
  const first = spans[0]?.from ?? 0
  const start = text.length <= longest || first <= before ? 0 : onLetter(text, first - before)
  const end = onLetter(text, Math.min(text.length, start + longest))
  const shown = cut(text, spans, start, end)
  const lead = start > 0 ? [{ text: '…', isFound: false }] : []
  return [...lead, ...shown, ...(end < text.length ? [{ text: '…', isFound: false }] : [])]
}

/** Not between the two halves of a character. */
function onLetter(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}

function cut(text: string, spans: readonly Span[], start: number, end: number): Passage[] {
  const parts: Passage[] = []
  let at = start
  for (const span of spans) {
    const [from, to] = [Math.max(span.from, start), Math.min(span.to, end)]
    if (from >= to) continue
    if (from > at) parts.push({ text: text.slice(at, from), isFound: false })
    parts.push({ text: text.slice(from, to), isFound: true })
    at = to
  }
  if (at < end) parts.push({ text: text.slice(at, end), isFound: false })
  return parts
}
