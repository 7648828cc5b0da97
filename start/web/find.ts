import type { accountsContract } from '#capabilities/accounts/contract.ts'
import type { timelineContract } from '#capabilities/timeline/contract.ts'
import { kanaOf } from '#web/actions/romaji.ts'
import { api } from '#web/client.ts'
import type { Finder } from '#web/shell/place.ts'

const accounts = api<typeof accountsContract>('accounts')
const timeline = api<typeof timelineContract>('timeline')
const [limit, entries] = [6, 3]

/** Customers by part of their name; what is typed in Latin letters is looked for as kana, too. */
const findCustomers: Finder = async (typed, signal) => {
  const kana = /^[a-z' ]+$/i.test(typed) ? kanaOf(typed) : null
  const answers = await Promise.all(
    [typed, ...(kana && kana.length > 1 ? [kana] : [])].map((search) =>
      accounts.find.call({ search, limit }, { signal }),
    ),
  )
  const rows = new Map(answers.flatMap((answer) => answer.rows).map((row) => [row.id, row.name]))
  return [...rows].slice(0, limit).map(([id, label]) => ({
    id,
    label,
    to: `/customers/${id}`,
    group: 'customers',
  }))
}

/** The latest that was said with customers in these words, and the way to all of it. */
const findSaid: Finder = async (typed, signal) => {
  const { rows } = await timeline.search.call({ search: typed, limit: entries }, { signal })
  return rows.map(({ id, account, title, excerpt, type }) => ({
    id,
    label: (excerpt.some(({ isFound }) => isFound) ? excerpt : title).map(({ text }) => text).join(''),
    hint: account.name,
    to: `/customers/${account.id}`,
    search: { tab: type === 'inquiry' ? 'inquiries' : 'timeline' },
    group: 'said',
  }))
}

export const finders: readonly Finder[] = [findCustomers, findSaid]
