import type { CopyOf } from '#web/i18n/copy.ts'
import type { ja } from './copy.ja.ts'

/** The search over everything said with customers, in English. */
export const en: CopyOf<typeof ja> = {
  title: 'Search conversations',
  box: 'Words to look for',
  placeholder: 'Words in notes, meetings, inquiries and surveys (all of them have to be there)',
  begin:
    'Searches everything that was said with customers by parts of words. Hiragana and katakana, wide and narrow letters are the same to it.',
  nothing: 'No entry has “{{query}}”.',
  everywhere: 'Search without filters',
  results: 'Entries found',
  count_one: '{{count}} entry found',
  count_other: '{{count}} entries found',
  countMore_one: 'The latest entry is shown',
  countMore_other: 'The latest {{count}} entries are shown',
  older: 'Show older ones',
  partly: 'Older entries are being made searchable. Until that is done, some of them are not found.',
  inquiry: 'Inquiry',
  survey: 'Survey answer',
  filters: {
    label: 'Filters',
    kind: 'Kind',
    everyKind: 'Every kind',
    customer: 'Customer',
    everyCustomer: 'All customers',
    noCustomer: 'No such customer',
    by: 'Written by',
    everybody: 'Everybody',
    from: 'From this day',
    to: 'to',
    until: 'Until this day',
    clear: 'Clear filters',
  },
}
