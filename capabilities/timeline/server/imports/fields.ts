import type { ImportChoice, ImportField, ImportOption, ImportSubject } from '#capabilities/connect/core/kind.ts'
import { severityChoices } from '#capabilities/timeline/core/words.ts'

const severities: readonly ImportChoice[] = severityChoices.map((choice) => ({
  ...choice,
  synonyms: {
    low: ['軽微', '低い', 'minor', 'p4', 'normal'],
    medium: ['中程度', '通常', 'moderate', 'p3'],
    high: ['重大', '高い', 'major', 'p2'],
    urgent: ['至急', '最重要', '致命的', 'critical', 'blocker', 'p1'],
  }[choice.key],
}))

const account: ImportField = {
  key: 'account',
  label: { ja: '顧客', en: 'Account' },
  help: { ja: '顧客の ID、法人番号、または名前です。', en: 'Id, corporate number or name of the account.' },
  type: 'reference',
  reference: 'account',
  required: true,
  synonyms: {
    ja: ['顧客ID', '顧客名', '会社名', '企業名', '取引先', '取引先名', '取引先ID', '顧客コード'],
    en: [
      'account_id',
      'account_name',
      'company',
      'company_name',
      'customer_id',
      'customer',
      'organization',
      'company_id',
    ],
  },
}

const contact: ImportField = {
  key: 'contact',
  label: { ja: '担当者', en: 'Contact' },
  help: { ja: '顧客側の人の ID かメールアドレスです。', en: 'Id or mail address of the person at the customer.' },
  type: 'reference',
  reference: 'contact',
  unknownIsKept: true,
  synonyms: {
    ja: ['問い合わせ者', '回答者', 'メールアドレス', '担当者ID'],
    en: ['contact_id', 'requester', 'requester_email', 'respondent', 'email', 'contact_email'],
  },
}

/** What a column of a list of inquiries can be. */
export const inquiryImportFields: readonly ImportField[] = [
  account,
  {
    key: 'external_id',
    label: { ja: '問い合わせ番号', en: 'Inquiry number' },
    type: 'text',
    synonyms: {
      ja: ['問合せ番号', 'チケットID', 'チケット番号', '受付番号', '問い合わせID', 'ケース番号'],
      en: ['ticket_id', 'ticket_number', 'case_id', 'case_number', 'inquiry_id', 'id'],
    },
    maxLength: 200,
  },
  {
    key: 'subject',
    label: { ja: '件名', en: 'Subject' },
    type: 'text',
    synonyms: { ja: ['タイトル', '表題', '問い合わせ件名'], en: ['title', 'summary'] },
    maxLength: 500,
  },
  {
    key: 'body',
    label: { ja: '内容', en: 'Body' },
    type: 'text',
    synonyms: { ja: ['本文', '問い合わせ内容', '詳細'], en: ['description', 'message', 'content'] },
    maxLength: 100_000,
  },
  {
    key: 'topic',
    label: { ja: '話題', en: 'Topic' },
    type: 'text',
    synonyms: { ja: ['カテゴリ', '分類', '問い合わせ種別', '種別'], en: ['category', 'type', 'tag'] },
    maxLength: 100,
  },
  {
    key: 'severity',
    label: { ja: '重要度', en: 'Severity' },
    type: 'choice',
    choices: severities,
    synonyms: { ja: ['優先度', '緊急度'], en: ['priority', 'urgency'] },
  },
  {
    key: 'opened_at',
    label: { ja: '受付日時', en: 'Opened' },
    type: 'instant',
    required: true,
    synonyms: {
      ja: ['受付日', '問い合わせ日', '問い合わせ日時', '作成日時', '起票日'],
      en: ['submitted_at', 'created_at', 'created', 'date', 'opened_at'],
    },
  },
  {
    key: 'first_answered_at',
    label: { ja: '一次回答日時', en: 'First answered' },
    type: 'instant',
    synonyms: {
      ja: ['初回回答日時', '一次回答日', '初回応答日時'],
      en: ['first_response_at', 'first_reply_at', 'answered_at'],
    },
  },
  {
    key: 'first_answer_minutes',
    label: { ja: '一次回答までの分数', en: 'Minutes to first answer' },
    type: 'number',
    min: 0,
    synonyms: {
      ja: ['初回応答時間(分)', '一次回答時間'],
      en: ['first_response_time_minutes', 'first_response_minutes', 'first_reply_time'],
    },
  },
  {
    key: 'solved_at',
    label: { ja: '解決日時', en: 'Solved' },
    type: 'instant',
    synonyms: {
      ja: ['完了日時', 'クローズ日時', '解決日', '完了日'],
      en: ['closed_at', 'resolved_at', 'closed', 'resolved'],
    },
  },
  {
    key: 'solving_hours',
    label: { ja: '解決までの時間数', en: 'Hours to solution' },
    type: 'number',
    min: 0,
    synonyms: { ja: ['解決時間', '対応時間'], en: ['resolution_time_hours', 'resolution_hours', 'hours_to_close'] },
  },
  {
    key: 'satisfaction',
    label: { ja: '満足度', en: 'Satisfaction' },
    help: { ja: '1 から 5 です。', en: '1 to 5.' },
    type: 'number',
    min: 1,
    max: 5,
    synonyms: { ja: ['満足度評価', '評価', 'CSAT'], en: ['satisfaction_score', 'csat', 'rating'] },
  },
  {
    key: 'escalated',
    label: { ja: 'エスカレーション', en: 'Escalated' },
    type: 'yes_no',
    synonyms: { ja: ['エスカレ', 'エスカレーション有無'], en: ['escalation_flag', 'escalation', 'is_escalated'] },
  },
  contact,
]

/** What a column of a list of answers to surveys can be. */
export const surveyImportFields: readonly ImportField[] = [
  account,
  {
    key: 'external_id',
    label: { ja: '回答ID', en: 'Answer id' },
    type: 'text',
    synonyms: { ja: ['アンケート回答ID', '回答番号'], en: ['response_id', 'answer_id', 'survey_response_id', 'id'] },
    maxLength: 200,
  },
  {
    key: 'kind',
    label: { ja: '種類', en: 'Kind' },
    type: 'choice',
    choices: [
      { key: 'nps', label: { ja: 'NPS', en: 'NPS' }, synonyms: ['推奨度', '推奨意向', 'net promoter score'] },
      { key: 'csat', label: { ja: 'CSAT', en: 'CSAT' }, synonyms: ['満足度', 'customer satisfaction'] },
      { key: 'ces', label: { ja: 'CES', en: 'CES' }, synonyms: ['労力', 'customer effort score'] },
    ],
    synonyms: { ja: ['アンケート種別', '調査種別', '指標'], en: ['survey', 'survey_type', 'metric', 'type'] },
  },
  {
    key: 'score',
    label: { ja: '点数', en: 'Score' },
    type: 'number',
    required: true,
    min: 0,
    max: 10,
    synonyms: {
      ja: ['スコア', '回答', '評価点', 'NPSスコア'],
      en: ['rating', 'nps_score', 'csat_score', 'answer', 'value'],
    },
  },
  {
    key: 'comment',
    label: { ja: 'コメント', en: 'Comment' },
    type: 'text',
    synonyms: { ja: ['自由記述', '理由', 'ご意見'], en: ['feedback', 'reason', 'text'] },
    maxLength: 5000,
  },
  {
    key: 'answered_at',
    label: { ja: '回答日時', en: 'Answered' },
    type: 'instant',
    required: true,
    synonyms: { ja: ['回答日', '日付'], en: ['responded_at', 'submitted_at', 'date', 'created_at'] },
  },
  contact,
]

/** Which system the ids of accounts are from. */
export const sourceOption: ImportOption = {
  key: 'source',
  label: { ja: '顧客IDの取り込み元', en: 'Where account ids are from' },
  type: 'text',
  preset: 'import',
}

/** What can be wrong with rows about conversations, beside what can be wrong with any. */
export const timelineImportRules: NonNullable<ImportSubject['rules']> = {
  other_account: {
    ja: '同じ番号のものが別の顧客に登録されています',
    en: 'One of this number belongs to another account',
  },
  answered_before_opened: { ja: '一次回答が受付より前です', en: 'It was answered before it was opened' },
  solved_before_opened: { ja: '解決が受付より前です', en: 'It was solved before it was opened' },
  nps_scale: { ja: 'NPS は 0 から 10 の整数です', en: 'An NPS answer is a whole number from 0 to 10' },
  csat_scale: { ja: 'CSAT は 1 から 5 です', en: 'A CSAT answer is 1 to 5' },
  ces_scale: { ja: 'CES は 1 から 7 です', en: 'A CES answer is 1 to 7' },
  contact_unknown: {
    ja: '担当者が見つからないため、空のままにしています',
    en: 'The contact is not known and was left out',
  },
  contact_of_another_account: {
    ja: '別の顧客の担当者のため、空のままにしています',
    en: 'The contact belongs to another account and was left out',
  },
}
