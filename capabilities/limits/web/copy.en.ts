import type { CopyOf } from '#web/i18n/copy.ts'
import type { ja } from './copy.ja.ts'

export const en: CopyOf<typeof ja> = {
  notice: {
    near: 'The disk is filling up ({{free}} left).',
    full: 'The disk is nearly full ({{free}} left). Soon nothing can be written any more.',
    little:
      'There is too little room on the disk: new entries, imports and incoming data are refused. Looking, changing and deleting work. It goes on by itself once there is room.',
    nothing:
      'The disk cannot be written to, so changes are not saved. What was saved is not lost. It goes on by itself once the disk takes writes.',
    look: 'See capacity',
  },
  disk: {
    title: 'Storage',
    note: 'Of this server as a whole. Administrators are told from 80% on.',
    disk: 'Disk',
    of: '{{used}} of {{limit}} ({{share}})',
    fullOn: 'At this pace it is full on {{day}}.',
    unknown: 'When it will be full is told once data comes in.',
    never: 'At this pace it will not be full for years.',
    database: 'Database',
    events: 'Event store',
    files: 'Uploaded files',
    away: 'Not known at present',
  },
  work: {
    title: 'This workspace',
    note: 'Where there is a limit, the share of it that is used is shown.',
    accounts: 'Customers',
    accountsNote: 'Measured with up to {{limit}} customers. More are not refused.',
    events: 'Events a day',
    eventsNote: 'Mean of the last 7 days; {{most}} on the busiest. There is no limit.',
    mails: 'Mails a minute',
    mailsNote: 'The busiest minute of the last 24 hours. What is above the limit is sent the minute after.',
    noServer: 'This workspace has no mail server of its own.',
  },
  keys: {
    title: 'Calls by API key (a minute)',
    note: 'Keys used in the last 10 minutes, by their last minute. Calls above the limit are refused.',
    none: 'No key was used in the last 10 minutes.',
  },
  level: { fine: 'Plenty left', near: 'Little left', full: 'Nearly full' },
}
