import type { privacyFields as fieldsJa, privacySubjects as subjectsJa } from './auditPrivacy.ja.ts'

/** Words of privacy in the record of changes. */
export const privacySubjects: Record<keyof typeof subjectsJa, string> = {
  personal_data: 'Personal data',
  retention_rule: 'Retention rule',
  retention: 'Retention',
  legal_hold: 'Legal hold',
  consent: 'Consent',
  consent_purpose: 'Purpose of consent',
  incident: 'Response to a leak',
}
export const privacyFields: Record<keyof typeof fieldsJa, string> = {
  reads: 'times read',
  shown: 'lines shown',
  across: 'lists across customers',
  accounts: 'customers',
  addresses: 'addresses',
  hour: 'hour',
  keyName: 'API key',
  sessions: 'sessions',
  links: 'links',
  touched: 'entries',
  days: 'days',
  basis: 'legal basis',
  how: 'how',
  textVersion: 'version of the text',
}
