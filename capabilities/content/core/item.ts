import type { TouchModel, StakeholderRole } from '#capabilities/accounts/core/words.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { foldText } from '#kernel/japaneseText.ts'
import type { Question } from './form.ts'
import { isBlank, plainText, type RichText } from './richText.ts'
import type { Format, Kind } from './words.ts'

/** A file as it was uploaded. */
export type FileOf = { id: string; name: string; size: number; type: string }

/** What an item consists of, by its format. What is empty in one language is shown in the other. */
export type Body =
  | { format: 'text'; text: { ja: RichText; en: RichText } }
  | { format: 'file'; file: { ja: FileOf | null; en: FileOf | null } }
  | { format: 'link' | 'video'; url: Label }
  | { format: 'form'; questions: Question[] }

/** An item as one version of it says. */
export type Definition = {
  kind: Kind
  title: Label
  summary: Label
  /** What it is to bring about, for our own people. */
  purpose: Label
  /** Phases of the journey maps, by key; none: any. */
  phases: string[]
  touch: TouchModel[]
  /** For whom at the customer; none: anybody. */
  roles: StakeholderRole[]
  /** Whoever knows the address of a template's public page may read it there; left out: only who has a link of their own. */
  public?: boolean | undefined
  body: Body
}

export type Language = 'ja' | 'en'
const other = { ja: 'en', en: 'ja' } as const

/** A text in the language asked for, or in the other where it has none. */
export function inOr(label: Label, language: Language): { text: string; language: Language } {
  const wanted = label[language].trim() !== '' || label[other[language]].trim() === ''
  return wanted ? { text: label[language], language } : { text: label[other[language]], language: other[language] }
}

/** The part of a body in the language asked for, or in the other where it has none; null: in neither. */
export function bodyIn(body: Body, language: Language): { language: Language; has: boolean } {
  const isThere = (of: Language) => hasBody(body, of)
  if (isThere(language)) return { language, has: true }
  return isThere(other[language]) ? { language: other[language], has: true } : { language, has: false }
}

function hasBody(body: Body, language: Language): boolean {
  switch (body.format) {
    case 'text':
      return !isBlank(body.text[language])
    case 'file':
      return body.file[language] !== null
    case 'form':
      return body.questions.some(({ label }) => label[language].trim() !== '')
    default:
      return body.url[language].trim() !== ''
  }
}

/** The languages in which there is both a title and something to read. */
export const languagesOf = ({ title, body }: Definition): Language[] =>
  (['ja', 'en'] as const).filter((language) => title[language].trim() !== '' && hasBody(body, language))

/** What an item begins with. */
export function emptyBody(format: Format): Body {
  const none = (): RichText => ({ type: 'doc', content: [] })
  switch (format) {
    case 'text':
      return { format, text: { ja: none(), en: none() } }
    case 'file':
      return { format, file: { ja: null, en: null } }
    case 'form':
      return { format, questions: [] }
    default:
      return { format, url: { ja: '', en: '' } }
  }
}

export type Flaw = 'no_title' | 'no_body' | 'bad_link' | 'no_question_text' | 'no_choices' | 'same_key'

const isHttps = (url: string) => /^https:\/\/[^\s/]+\.[^\s/]+/.test(url)

/** What keeps an item from being published. */
export function flawsOf({ title, body }: Definition): Flaw[] {
  const flaws: Flaw[] = []
  if (inOr(title, 'ja').text.trim() === '') flaws.push('no_title')
  if (!bodyIn(body, 'ja').has) flaws.push('no_body')
  if (body.format === 'link' || body.format === 'video') {
    const urls = [body.url.ja, body.url.en].filter((url) => url.trim() !== '')
    if (!urls.every(isHttps)) flaws.push('bad_link')
  }
  if (body.format === 'form') {
    const { questions } = body
    if (questions.some(({ label }) => inOr(label, 'ja').text.trim() === '')) flaws.push('no_question_text')
    if (questions.some(({ kind, choices }) => (kind === 'choice' || kind === 'choices') && choices.length < 2))
      flaws.push('no_choices')
    if (new Set(questions.map(({ key }) => key)).size < questions.length) flaws.push('same_key')
  }
  return flaws
}

/** Whether anybody may read it where a template that names it is public. A sheet never: there is nobody to answer it. */
export const isPublic = ({ public: marked, body }: Definition): boolean => marked === true && body.format !== 'form'

/** What an item is found by: everything it says in both languages, folded. Never shown. */
export function searchText({ title, summary, purpose, body }: Definition): string {
  return foldText([title.ja, title.en, summary.ja, summary.en, purpose.ja, purpose.en, ...textsOf(body)].join(' '))
}

function textsOf(body: Body): string[] {
  switch (body.format) {
    case 'text':
      return [plainText(body.text.ja), plainText(body.text.en)]
    case 'file':
      return [body.file.ja?.name ?? '', body.file.en?.name ?? '']
    case 'form':
      return body.questions.flatMap(({ label, help }) => [label.ja, label.en, help.ja, help.en])
    default:
      return [body.url.ja, body.url.en]
  }
}

/** Files that may be uploaded, by the ending of their name. */
export const fileTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  csv: 'text/csv',
  txt: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  zip: 'application/zip',
}

/** The longest file, in bytes. */
export const longestFile = 25 * 1024 * 1024

/** The type of a file by its name; null: it is not taken. */
export const fileTypeOf = (name: string): string | null =>
  fileTypes[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? null
