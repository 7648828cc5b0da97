import { pageOf, totalOf } from '#capabilities/accounts/web/list/ask.ts'
import { standard } from '#capabilities/accounts/web/list/search.ts'

/** What a first visit to an address needs besides the application itself. */
export type Early = {
  name: string
  /** A pattern of path and search; what its first group finds is put in place of `{id}`. */
  at: string
  /** Files of source that are loaded when needed: the page, and its texts in each language. */
  code: readonly string[]
  texts: readonly string[]
  /** What the page asks of the server, to the letter. */
  ask: readonly string[]
}

const list = { content: standard, words: '', archived: false }
const query = (input: object) => new URLSearchParams(input as Record<string, string>).toString()
const customer = '/api/v1/accounts/{id}'

/**
 * What the most visited pages need, so that a browser fetches it beside the application's code rather than after it. A
 * page works without; a browser test holds that nothing is asked in vain.
 */
export const early: readonly Early[] = [
  {
    name: 'every',
    at: '^/(customers.*)?$',
    code: [],
    texts: ['web/copy', 'start/web/copy'],
    ask: ['/api/v1/me'],
  },
  {
    name: 'today',
    at: '^/$',
    code: [
      'start/web/TodayPage.tsx',
      'capabilities/usage/web/Silence.tsx',
      'capabilities/cockpit/web/OwnCustomers.tsx',
    ],
    texts: ['capabilities/cockpit/web/copy'],
    ask: ['/api/v1/today?of=mine'],
  },
  {
    name: 'customers',
    at: '^/customers$',
    code: ['capabilities/accounts/web/list/CustomerList.tsx'],
    texts: ['capabilities/accounts/web/list/copy'],
    ask: [
      `/api/v1/accounts?${query(pageOf(list))}`,
      `/api/v1/accounts/total?${query(totalOf(list))}`,
      '/api/v1/facts',
      '/api/v1/people',
      '/api/v1/views',
    ],
  },
  {
    name: 'entry',
    at: '^/sign-in',
    code: ['capabilities/access/web/entry/SignIn.tsx'],
    texts: ['web/copy', 'start/web/copy', 'capabilities/access/web/entry/copy'],
    ask: [],
  },
  {
    name: 'customer',
    at: '^/customers/([0-9a-f-]{36})$',
    code: ['start/web/customer/CustomerPage.tsx'],
    texts: [
      'accounts/web/customer',
      'health/web',
      'journey/web',
      'cockpit/web',
      'timeline/web',
      'revenue/web',
      'revenue/web/revenue/conventions',
    ].map((place) => `capabilities/${place}/copy`),
    ask: [
      customer,
      `${customer}/health`,
      `${customer}/path`,
      `${customer}/ctas?closed=with`,
      `${customer}/contracts`,
      `${customer}/timeline?limit=5`,
      `${customer}/touches`,
      `${customer}/signals`,
      '/api/v1/facts',
      '/api/v1/people',
      '/api/v1/fields?subject=account',
    ],
  },
]
