import { touchModels } from '#capabilities/accounts/core/words.ts'
import { buckets } from '#capabilities/renewals/core/forecast.ts'
import { categories } from '#capabilities/renewals/core/words.ts'
import { addMonths, type Day } from '#kernel/day.ts'
import { oneOf, textSearch } from '#web/router/search.ts'
import type { ListAsked } from './apis.ts'

/** Days without a touch after which a renewal that comes by itself is called quiet. */
export const quietDays = 60

/** What a figure of the forecast narrows the list down to, beside whose it is: it stands in the address as well. */
export const drilled = ['from', 'until', 'stand', 'segment', 'touch', 'role'] as const

/** What the address of the list, the board and the calendar may say. */
export const renewalSearch = textSearch(
  'view',
  'by',
  'period',
  'day',
  'owner',
  'category',
  'quiet',
  'status',
  ...drilled,
)
export type RenewalSearch = ReturnType<typeof renewalSearch>

export const spans = ['month', 'quarter'] as const
export const statuses = ['open', 'closed', 'all'] as const
export const views = ['list', 'board', 'calendar'] as const
const askedCategories = [...categories, 'none'] as const
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const periodForm = /^\d{4}-(0[1-9]|1[0-2])$/
const dayForm = /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/

/** What the list is asked for by its address; what makes no sense there is left out. */
export function askedOf(search: RenewalSearch): ListAsked {
  const { period } = search
  const months = oneOf(search.by, spans) === 'month' ? 1 : 3
  const from = period && periodForm.test(period) ? (`${period}-01` as Day) : null
  const range = rangeOf(search) ?? (from ? { from, until: addMonths(from, months) } : {})
  const stand = buckets.find((one) => one === search.stand)
  const touchModel = [...touchModels, 'none' as const].find((one) => one === search.touch)
  const category = askedCategories.find((one) => one === search.category)
  return {
    status: oneOf(search.status, statuses),
    ...range,
    ...(stand ? { stand } : {}),
    ...(touchModel ? { touchModel } : {}),
    ...(search.segment ? { segment: search.segment } : {}),
    ...(search.role ? { role: search.role } : {}),
    ...(search.owner === 'nobody' || isId.test(search.owner ?? '') ? { owner: search.owner } : {}),
    ...(category ? { category } : {}),
    ...(search.quiet ? { quietDays } : {}),
  }
}

/** Days that are asked for one by one: the first, and the first that is not. */
function rangeOf({ from, until }: RenewalSearch): { from: Day; until: Day } | null {
  if (!from || !until || !dayForm.test(from) || !dayForm.test(until)) return null
  return { from: from as Day, until: until as Day }
}

/** What the board is asked for: the same, of what is open, judged in whatever way. */
export function boardAskedOf(search: RenewalSearch): Omit<ListAsked, 'status' | 'category'> {
  const { status: _status, category: _category, stand: _stand, ...asked } = askedOf(search)
  return asked
}

/** What the calendar is asked for: the same, for one month. */
export function calendarAskedOf(search: RenewalSearch, today: Day) {
  const { from, until: _until, ...asked } = askedOf(search)
  // A chosen stretch of days begins with the month that is shown.
  return { ...asked, month: (from ?? today).slice(0, 7) }
}

/** The day of the calendar that is chosen; it makes sense within the month that is shown alone. */
export function chosenDay({ day }: RenewalSearch, month: string): Day | null {
  return day && dayForm.test(day) && day.startsWith(month) ? (day as Day) : null
}
