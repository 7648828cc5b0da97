import { ja as entry } from '#capabilities/access/web/entry/copy.ja.ts'
import { ja as web } from '#web/copy.ja.ts'

/** The words of the composition itself: names of places. */
const app = {
  today: '今日',
  todayWords: 'きょう today home ほーむ',
  customers: '顧客',
  customersWords: 'こきゃく customers accounts かすたまー',
  imports: '取り込み',
  importsWords: 'とりこみ import csv いんぽーと',
  ingest: '計測',
  ingestWords: 'けいそく ingest events いべんと usage',
  settings: '設定',
  settingsWords: 'せってい settings',
}

declare module 'i18next' {
  interface ResourceNamespaceMap {
    app: typeof app
  }
}

/** Every text in Japanese, by capability. A capability with texts of its own stands here and in `copy.en.ts`. */
export const copy = { web, app, entry }
