import { foldCompanyName, foldText } from '#kernel/japaneseText.ts'

/** Corporate forms as they are read aloud; they stand before or after the reading of a name. */
const readForms = /(?:かぶしき|ゆうげん|ごうどう|ごうし|ごうめい)[かが]いしゃ/g

/** A reading as it is compared, searched and sorted by: hiragana without spaces and corporate forms. Empty where there is none. */
export function foldReading(kana: string | null): string {
  if (kana === null) return ''
  const folded = foldText(kana).replace(/[\s・,.]/g, '')
  return folded.replace(readForms, '') || folded
}

/**
 * What an account is found by: its folded name, reading and English name, apart from each other so that no word is found
 * across two of them. Never shown.
 */
export function accountSearchText(account: { name: string; nameKana: string | null; nameEn: string | null }): string {
  const parts = [foldCompanyName(account.name), foldReading(account.nameKana), foldCompanyName(account.nameEn ?? '')]
  return [...new Set(parts.filter((part) => part !== ''))].join('\n')
}

/** What a contact is found by: folded name, reading and mail address. Never shown. */
export function contactSearchText(contact: { name: string; nameKana: string | null; email: string | null }): string {
  const parts = [
    foldText(contact.name).replace(/\s/g, ''),
    foldReading(contact.nameKana),
    foldText(contact.email ?? ''),
  ]
  return [...new Set(parts.filter((part) => part !== ''))].join('\n')
}

/** Words that only name a corporate form pick nothing out. */
const formsAlone = new Set(['株式会社', '有限会社', '合同会社', '(株)', '(有)', '(同)'])

/** What somebody typed into a search box as it is looked for in a search text; empty: it picks nothing out. */
export function searchNeedle(typed: string): string {
  const needle = foldCompanyName(typed)
  return formsAlone.has(needle) ? '' : needle
}

/** What an account is sorted by under its name: the reading where it is known, else the folded name. */
export function sortReading(account: { name: string; nameKana: string | null }): string {
  return foldReading(account.nameKana) || foldCompanyName(account.name)
}
