import type { Label } from '#capabilities/facts/core/fact.ts'

type Language = keyof Label

/** A name as it is written: in the reader's own language, and in the other one only where it is another name. */
export function writtenNames(label: Label | undefined, own: Language): Label {
  const names = { ja: label?.ja ?? '', en: label?.en ?? '' }
  return names.ja === names.en ? { ja: '', en: '', [own]: names[own] } : names
}

/** The name that was written; where one language was left blank, it is the same in both. */
export function labelOf({ ja, en }: Label): Label {
  return { ja: ja.trim() || en.trim(), en: en.trim() || ja.trim() }
}
