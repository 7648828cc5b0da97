import { categories } from '#capabilities/renewals/core/words.ts'
import { addMonths, type Day } from '#kernel/day.ts'
import { oneOf, textSearch } from '#web/router/search.ts'
import type { ListAsked } from './apis.ts'

/** Days without a touch after which a renewal that comes by itself is called quiet. */
export const quietDays = 60

/** What the address of the list may say. */
export const renewalSearch = textSearch('by', 'period', 'owner', 'category', 'quiet', 'status')
export type RenewalSearch = ReturnType<typeof renewalSearch>

export const spans = ['month', 'quarter'] as const
export const statuses = ['open', 'closed', 'all'] as const
const askedCategories = [...categories, 'none'] as const
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const periodForm = /^\d{4}-(0[1-9]|1[0-2])$/

/** What the list is asked for by its address; what makes no sense there is left out. */
export function askedOf(search: RenewalSearch): ListAsked {
  const { period } = search
  const months = oneOf(search.by, spans) === 'month' ? 1 : 3
  const from = period && periodForm.test(period) ? (`${period}-01` as Day) : null
  const category = askedCategories.find((one) => one === search.category)
  return {
    status: oneOf(search.status, statuses),
    ...(from ? { from, until: addMonths(from, months) } : {}),
    ...(search.owner === 'nobody' || isId.test(search.owner ?? '') ? { owner: search.owner } : {}),
    ...(category ? { category } : {}),
    ...(search.quiet ? { quietDays } : {}),
  }
}
