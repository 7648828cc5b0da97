import type { CopyOf } from '#web/i18n/copy.ts'
import type { ja } from './copy.ja.ts'

export const en = {
  title: 'Exchange rates',
  lead: 'For contracts in other currencies than {{currency}}. A month has the last rate dated in it; a month without one is not counted, and told.',
  none: 'No exchange rates yet',
  noneText: 'Write them down where there are contracts in other currencies than {{currency}}.',
  currency: 'Currency',
  currencyForm: 'Three letters, such as USD',
  own: 'This is the currency of the workspace',
  on: 'Day',
  onNeeded: 'Enter a day',
  rate: '{{currency}} for one',
  rateForm: 'A number, such as 149.87',
  add: 'Add',
  added: 'Exchange rate added',
  removed: 'Exchange rate removed',
  remove: 'Remove the rate of {{currency}} of {{on}}',
} satisfies CopyOf<typeof ja>
