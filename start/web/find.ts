import type { accountsContract } from '#capabilities/accounts/contract.ts'
import { kanaOf } from '#web/actions/romaji.ts'
import { api } from '#web/client.ts'
import type { Finder } from '#web/shell/place.ts'

const accounts = api<typeof accountsContract>('accounts')
const limit = 6

/** Customers by part of their name; what is typed in Latin letters is looked for as kana, too. */
export const findCustomers: Finder = async (typed, signal) => {
  const kana = /^[a-z' ]+$/i.test(typed) ? kanaOf(typed) : null
  const answers = await Promise.all(
    [typed, ...(kana && kana.length > 1 ? [kana] : [])].map((search) =>
      accounts.find.call({ search, limit }, { signal }),
    ),
  )
  const rows = new Map(answers.flatMap((answer) => answer.rows).map((row) => [row.id, row.name]))
  return [...rows].slice(0, limit).map(([id, label]) => ({ id, label, to: `/customers/${id}` }))
}
