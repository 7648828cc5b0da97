import type { Label } from '#capabilities/facts/core/fact.ts'

/** What happened between us and a customer. */
export const activityKinds = ['note', 'meeting', 'call', 'mail', 'chat', 'visit', 'event'] as const
export type ActivityKind = (typeof activityKinds)[number]

/** What stands in the stream of a customer. */
export const entryTypes = ['activity', 'inquiry', 'survey'] as const
export type EntryType = (typeof entryTypes)[number]

/** How bad an inquiry is for the customer. */
export const severities = ['low', 'medium', 'high', 'urgent'] as const
export type Severity = (typeof severities)[number]

/** What a survey asked: recommendation (0 to 10), satisfaction (1 to 5), effort (1 to 7). */
export const surveyKinds = ['nps', 'csat', 'ces'] as const
export type SurveyKind = (typeof surveyKinds)[number]

/** The lowest and highest answer to a survey of a kind. */
export const surveyScale: Record<SurveyKind, readonly [lowest: number, highest: number]> = {
  nps: [0, 10],
  csat: [1, 5],
  ces: [1, 7],
}

type Choices<Key extends string> = readonly { readonly key: Key; readonly label: Label }[]

export const activityKindChoices: Choices<ActivityKind> = [
  { key: 'note', label: { ja: 'メモ', en: 'Note' } },
  { key: 'meeting', label: { ja: '会議', en: 'Meeting' } },
  { key: 'call', label: { ja: '電話', en: 'Call' } },
  { key: 'mail', label: { ja: 'メール', en: 'Mail' } },
  { key: 'chat', label: { ja: 'チャット', en: 'Chat' } },
  { key: 'visit', label: { ja: '訪問', en: 'Visit' } },
  { key: 'event', label: { ja: 'イベント', en: 'Event' } },
]

export const severityChoices: Choices<Severity> = [
  { key: 'low', label: { ja: '低', en: 'Low' } },
  { key: 'medium', label: { ja: '中', en: 'Medium' } },
  { key: 'high', label: { ja: '高', en: 'High' } },
  { key: 'urgent', label: { ja: '緊急', en: 'Urgent' } },
]
