import type { CopyOf } from '#web/i18n/copy.ts'
import { consentEn } from './consent/copy.en.ts'
import type { ja } from './copy.ja.ts'
import { incidentEn } from './incident/copy.en.ts'
import { retentionEn } from './retention/copy.en.ts'

export const en: CopyOf<typeof ja> = {
  held: {
    text: 'Restored from a backup (data as of {{made}}). Mails and other effects are off. {{count}} mails wait.',
    act: 'Look and go on',
    title: 'Send again?',
    lead: 'Between the backup and the loss of the data, the same mails may have gone out already.',
    marketing:
      'News and step mails that are due are not sent by themselves: they are listed as mails in doubt, and you choose in the list of mails which are sent.',
    transactional: 'Codes and the like are sent as soon as you go on.',
    refusals:
      'Whoever unsubscribed or withdrew consent after {{made}} is not known to this data. Go through what reached you since, and stop mail to them again before you go on.',
    released_other: 'Sending goes on. {{count}} mails are in doubt.',
    released_one: 'Sending goes on. 1 mail is in doubt.',
    released_zero: 'Sending goes on.',
  },
  consent: consentEn,
  incident: incidentEn,
  retention: retentionEn,
  rules: {
    privacy: {
      name: 'The name is another one',
      held: 'This customer is on hold. Release the hold first, in Settings › Privacy',
      purpose: 'There is no such purpose of consent',
      text: 'There is no such version of the text',
      future: 'It cannot lie in the future',
      account: 'There is no such customer',
      heldAlready: 'It is on hold already',
    },
  },
  settings: {
    title: 'Privacy',
    note: 'Requests for access and erasure (APPI, GDPR) are answered here and on a customer’s contacts.',
    contacts: 'Customers’ people',
    contactsText: 'Open a contact on the customer’s page to export what is kept about the person, or to erase it.',
    members: 'Export a member’s data',
    member: 'Member',
    page: 'To read (HTML)',
    json: 'JSON',
    erasures: 'Erasures',
    erasuresText: 'Whose data it was is not kept. When an older backup is restored, it is erased again.',
    none: 'None yet.',
    byNobody: 'again after a restore',
  },
}
