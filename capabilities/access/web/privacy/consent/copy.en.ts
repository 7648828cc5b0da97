import type { CopyOf } from '#web/i18n/copy.ts'
import type { consentJa } from './copy.ja.ts'

export const consentEn: CopyOf<typeof consentJa> = {
  title: 'Purposes of consent',
  note: 'What data of customers’ people is used for, and the text they are shown.',
  none: 'None yet. Once there is a purpose, consent is written down with each contact, and templates of mails can name it.',
  add: 'Add a purpose',
  change: 'Change',
  archive: 'Stop using it',
  restore: 'Use it again',
  archived: 'not in use',
  addTitle: 'Add a purpose of consent',
  changeTitle: 'Change “{{name}}”',
  nameJa: 'Purpose (Japanese)',
  nameEn: 'Purpose (English)',
  basis: 'Legal basis',
  textJa: 'Text (Japanese)',
  textEn: 'Text (English)',
  textHelp: 'What people are shown. Another text is a new version; consent to an earlier one stays with that one.',
  needed: 'This is needed.',
  save: 'Save',
  saved: 'The purpose was saved.',
  version: 'Version {{version}}',
  earlier: 'Earlier texts',
  written: '{{when}}',
  writtenBy: '{{name}}, {{when}}',
  bases: {
    consent: { name: 'Consent', text: 'Mail goes only to people who consented.' },
    contract: { name: 'Contract', text: 'The contract needs it; nobody is asked.' },
    legitimate_interest: { name: 'Legitimate interest', text: 'Mail goes to nobody who objected.' },
  },
}
