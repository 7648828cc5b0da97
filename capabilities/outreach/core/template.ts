import type { Label } from '#capabilities/facts/core/fact.ts'

/** One version of a mail's text in both languages, with fields of a customer in Liquid. */
export type MailTemplate = {
  key: string
  name: Label
  /** When it is used, in a sentence. */
  aim: Label
  subject: Label
  body: Label
  /** What its readers were asked to consent to; null: nothing that anybody is asked. */
  consentPurposeId: string | null
}

/** What a template may say beside facts (`facts.…`), with its words: the picker offers exactly these. */
export const fields = {
  'contact.addressee': {
    ja: '宛名(会社名・部署・役職・氏名 様)',
    en: 'Address lines (company, department, title, name)',
  },
  'contact.name': { ja: '氏名', en: 'Name' },
  'contact.kana': { ja: '氏名(カナ)', en: 'Name in kana' },
  'contact.department': { ja: '部署', en: 'Department' },
  'contact.title': { ja: '役職', en: 'Title' },
  'account.name': { ja: '会社名', en: 'Company' },
  'account.kana': { ja: '会社名(カナ)', en: 'Company in kana' },
  'plan.name': { ja: 'プラン名', en: 'Plan' },
  'plan.purpose': { ja: 'プランの目的', en: 'Purpose of the plan' },
  'plan.percent': { ja: 'プランの進み', en: 'Progress of the plan' },
  'plan.kick_off_on': { ja: 'キックオフの日', en: 'Day of the kick-off' },
  'plan.finish_on': { ja: '完了見込みの日', en: 'Expected finish' },
  'plan.link': { ja: 'お客さまページのリンク', en: 'Link to the customer’s page' },
  'step.name': { ja: 'ステップ名', en: 'Step' },
  'step.help': { ja: 'ステップの説明', en: 'What the step is about' },
  'step.due_on': { ja: 'ステップの期日', en: 'Due day of the step' },
  'workspace.name': { ja: '自社名', en: 'Our company' },
  'sender.name': { ja: '差出人の氏名', en: 'Sender' },
  'sender.email': { ja: '差出人のメールアドレス', en: 'Sender’s address' },
  'season.opening': { ja: '時候の挨拶', en: 'Seasonal opening' },
  today: { ja: '今日の日付', en: 'Today' },
} as const satisfies Record<string, Label>
export type Field = keyof typeof fields

/** Blocks that a template may place on a line of their own. */
export const blocks = {
  plan_progress: { ja: 'プランの進み', en: 'Progress of the plan' },
  next_step: { ja: '次のステップ', en: 'Next step' },
  usage_summary: { ja: '利用のまとめ', en: 'Usage summary' },
  results: { ja: '目標と成果', en: 'Goals and results' },
} as const satisfies Record<string, Label>
export type BlockName = keyof typeof blocks

/** The longest subject and text that may be written. */
export const longest = { subject: 200, body: 20_000 } as const

/** What is wrong with a template's text: where, what, and what is meant. */
export type TextFlaw = {
  field: 'subject' | 'body'
  language: 'ja' | 'en'
  rule: 'unknown_field' | 'syntax' | 'blank'
  line: number | null
  value: string
}
