import { en as entry } from '#capabilities/access/web/entry/copy.en.ts'
import { en as web } from '#web/copy.en.ts'
import type { CopyOf } from '#web/i18n/copy.ts'
import type { copy as ja } from './copy.ja.ts'

const app: CopyOf<(typeof ja)['app']> = {
  today: 'Today',
  todayWords: 'home tasks',
  customers: 'Customers',
  customersWords: 'accounts list kokyaku',
  imports: 'Import',
  importsWords: 'csv file upload',
  ingest: 'Tracking',
  ingestWords: 'ingest events usage sdk',
  settings: 'Settings',
  settingsWords: 'workspace people fields',
}

/** Every text in English, by capability. */
export const copy: { [Namespace in keyof typeof ja]: CopyOf<(typeof ja)[Namespace]> } = { web, app, entry }
