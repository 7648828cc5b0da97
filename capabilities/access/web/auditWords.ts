import type { TFunction } from 'i18next'
import type { ja } from './copy.ja.ts'

type Subject = keyof typeof ja.audit.subjects
type Verb = keyof typeof ja.audit.verbs

/** What changes are about, in the order offered as a filter. */
export const auditSubjects = [
  'account',
  'accounts',
  'contact',
  'contract',
  'contract_line',
  'product',
  'plan',
  'success_plan',
  'plan_step',
  'plan_template',
  'portal_link',
  'plan_question',
  'plan_file',
  'mail_template',
  'mail_sequence',
  'broadcast',
  'mail',
  'contact_budget',
  'content',
  'hearing',
  'journey_map',
  'renewal',
  'expansion',
  'expansionRule',
  'revenue_conventions',
  'revenue_assumptions',
  'revenue_movements',
  'revenue_reconciliation',
  'exchange_rate',
  'billing_source',
  'apiKey',
  'webhook',
  'cta',
  'import',
  'person',
  'team',
  'role',
  'invitation',
  'field',
  'view',
  'scorecard',
  'signalRule',
  'segment',
  'metric',
  'value_chain',
  'outside_activity',
  'mail',
  'mail_server',
  'mail_sender',
  'mail_door',
  'mail_suppression',
  'workspace',
  'sign_in',
  'identity_provider',
  'provisioning_token',
  'provisioned_group',
  'personal_data',
  'retention',
  'legal_hold',
  'consent',
  'consent_purpose',
  'incident',
  'audit',
] as const satisfies readonly Subject[]

/** An action (`account.update`) in words; what has no words yet stands as it is. */
export function actionWords(t: TFunction<'access'>, action: string): string {
  const [subject = '', verb = ''] = action.split('.')
  const word = (group: 'subjects' | 'verbs', key: string) => {
    const path = `audit.${group}.${key}` as `audit.subjects.${Subject}` | `audit.verbs.${Verb}`
    return t(path, { defaultValue: key })
  }
  return `${word('subjects', subject)} · ${word('verbs', verb)}`
}

/** The name of a changed field in words, where there are any. */
export function fieldWords(t: TFunction<'access'>, field: string): string {
  return t(`audit.fields.${field}` as `audit.fields.${keyof typeof ja.audit.fields}`, { defaultValue: field })
}

/** A value of a change as a line of text. */
export function valueText(value: unknown, none: string): string {
  if (value === null || value === undefined || value === '') return none
  if (Array.isArray(value)) return value.length === 0 ? none : value.map((item) => valueText(item, none)).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
