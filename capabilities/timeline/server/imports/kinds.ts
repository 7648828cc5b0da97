import type { ImportRow, Referenced, RowIssue } from '#capabilities/connect/core/kind.ts'
import { recordKind } from '#capabilities/connect/server/index.ts'
import { inquiryIssues, surveyIssues } from '#capabilities/timeline/core/rules.ts'
import type { SurveyKind } from '#capabilities/timeline/core/words.ts'
import { inquiryImportFields, sourceOption, surveyImportFields, timelineImportRules } from './fields.ts'

type Values = ImportRow['values']

const accountOf = (values: Values): string => {
  const account = values['account'] as Referenced
  return account.accountId ?? account.text
}

/** The contact a row names, where it is one of that account; else why it is left out. */
function contactOf(values: Values, account: string): { id: string | null; warnings: RowIssue[] } {
  const contact = values['contact'] as Referenced | null | undefined
  if (!contact) return { id: null, warnings: [] }
  if (contact.id !== null && contact.accountId === account) return { id: contact.id, warnings: [] }
  const rule = contact.id === null ? 'contact_unknown' : 'contact_of_another_account'
  return { id: null, warnings: [{ field: 'contact', rule, value: contact.text }] }
}

const inquiryTypes = {
  account_id: 'uuid',
  external_id: 'text',
  contact_id: 'uuid',
  subject: 'text',
  body: 'text',
  topic: 'text',
  severity: 'text',
  opened_at: 'timestamptz',
  first_answered_at: 'timestamptz',
  solved_at: 'timestamptz',
  satisfaction: 'numeric',
  escalated: 'boolean',
}

/** Lists of inquiries: tickets, cases, support requests. */
export const inquiriesImport = recordKind({
  key: 'inquiries',
  describe: () => ({
    key: 'inquiries',
    label: { ja: '問い合わせ', en: 'Inquiries' },
    help: { ja: '問い合わせやサポートチケットの一覧。1行が1件です。', en: 'Support cases, one a row.' },
    fields: inquiryImportFields,
    options: [sourceOption],
    rules: timelineImportRules,
  }),
  table: 'inquiries',
  types: inquiryTypes,
  versioned: true,
  otherAccount: 'other_account',
  rowOf: ({ values }) => {
    const account = accountOf(values)
    const contact = contactOf(values, account)
    const openedAt = values['opened_at'] as string
    const firstAnsweredAt = momentOf(values, 'first_answered_at', 'first_answer_minutes', 60_000)
    const solvedAt = momentOf(values, 'solved_at', 'solving_hours', 3_600_000)
    const told = Object.keys(inquiryTypes).filter((key) => key in values)
    const followed = [
      ...('contact' in values ? ['contact_id'] : []),
      ...('first_answer_minutes' in values ? ['first_answered_at'] : []),
      ...('solving_hours' in values ? ['solved_at'] : []),
    ]
    return {
      columns: {
        account_id: account,
        external_id: (values['external_id'] as string | undefined) ?? null,
        contact_id: contact.id,
        subject: values['subject'] ?? '',
        body: values['body'] ?? '',
        topic: values['topic'] ?? null,
        severity: values['severity'] ?? null,
        opened_at: openedAt,
        first_answered_at: firstAnsweredAt,
        solved_at: solvedAt,
        satisfaction: values['satisfaction'] ?? null,
        escalated: values['escalated'] === true,
      },
      said: [...told, ...followed],
      issues: inquiryIssues({ openedAt, firstAnsweredAt, solvedAt }).map(({ field, rule, value }) => ({
        field: field === 'solvedAt' ? 'solved_at' : 'first_answered_at',
        rule,
        ...(value === undefined ? {} : { value }),
      })),
      warnings: contact.warnings,
    }
  },
  nameOf: (record) => JSON.stringify([record.account_id, instantOf(record['opened_at']), record['subject']]),
})

/** A moment as it is written, else so long after the inquiry was opened. `unit` is in ms. */
function momentOf(values: Values, at: string, after: string, unit: number): string | null {
  const moment = values[at]
  if (typeof moment === 'string') return moment
  const length = values[after]
  if (typeof length !== 'number') return null
  return new Date(Date.parse(values['opened_at'] as string) + length * unit).toISOString()
}

const instantOf = (at: unknown) => (at instanceof Date ? at.toISOString() : at)

const surveyTypes = {
  account_id: 'uuid',
  external_id: 'text',
  contact_id: 'uuid',
  kind: 'text',
  score: 'numeric',
  comment: 'text',
  answered_at: 'timestamptz',
}

/** Lists of answers to surveys. */
export const surveysImport = recordKind({
  key: 'survey_answers',
  describe: () => ({
    key: 'survey_answers',
    label: { ja: 'アンケート回答', en: 'Survey answers' },
    help: { ja: 'NPS や CSAT の回答の一覧。1行が1つの回答です。', en: 'Answers to NPS or CSAT surveys, one a row.' },
    fields: surveyImportFields,
    options: [
      sourceOption,
      {
        key: 'kind',
        label: { ja: '種類(列がないとき)', en: 'Kind, where no column tells' },
        type: 'choice',
        choices: surveyImportFields.find((field) => field.key === 'kind')!.choices!,
        preset: 'nps',
      },
    ],
    rules: timelineImportRules,
  }),
  table: 'survey_answers',
  types: surveyTypes,
  versioned: false,
  otherAccount: 'other_account',
  rowOf: ({ values }, { options }) => {
    const account = accountOf(values)
    const contact = contactOf(values, account)
    const kind = (values['kind'] ?? options['kind'] ?? 'nps') as SurveyKind
    const told = Object.keys(surveyTypes).filter((key) => key in values)
    return {
      columns: {
        account_id: account,
        external_id: (values['external_id'] as string | undefined) ?? null,
        contact_id: contact.id,
        kind,
        score: values['score'],
        comment: values['comment'] ?? null,
        answered_at: values['answered_at'],
      },
      said: 'contact' in values ? [...told, 'contact_id'] : told,
      issues: surveyIssues(kind, values['score'] as number).map(({ rule, value }) => ({
        field: 'score',
        rule,
        value: value ?? '',
      })),
      warnings: contact.warnings,
    }
  },
  nameOf: (record) =>
    JSON.stringify([record.account_id, record['kind'], instantOf(record['answered_at']), record['contact_id']]),
})
