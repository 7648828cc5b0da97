import type { Label } from '#capabilities/facts/core/fact.ts'

/** What an item is for. */
export const kinds = ['education', 'understanding', 'solving', 'relationship', 'sales'] as const
export type Kind = (typeof kinds)[number]

/** How an item comes: written here, as a file, as a link or a video elsewhere, or as questions to be answered. */
export const formats = ['text', 'file', 'link', 'video', 'form'] as const
export type Format = (typeof formats)[number]

/** A draft was never shown to anybody; what is retired is offered no longer and stays readable where it is used. */
export const statuses = ['draft', 'published', 'retired'] as const
export type Status = (typeof statuses)[number]

/** What the library is sorted by. */
export const contentSorts = ['title', 'used', 'reads', 'review', 'updated'] as const

/** What can be asked in a hearing sheet. */
export const questionKinds = ['text', 'long_text', 'choice', 'choices', 'scale', 'number', 'date', 'yes_no'] as const
export type QuestionKind = (typeof questionKinds)[number]

export const kindLabels: Record<Kind, Label> = {
  education: { ja: '説明・教育', en: 'Education' },
  understanding: { ja: '状況の把握', en: 'Understanding' },
  solving: { ja: '課題の解決', en: 'Solving' },
  relationship: { ja: '関係づくり', en: 'Relationship' },
  sales: { ja: '提案・広報', en: 'Proposals' },
}

export const formatLabels: Record<Format, Label> = {
  text: { ja: '文書', en: 'Text' },
  file: { ja: 'ファイル', en: 'File' },
  link: { ja: 'リンク', en: 'Link' },
  video: { ja: '動画', en: 'Video' },
  form: { ja: 'ヒアリングシート', en: 'Hearing sheet' },
}
