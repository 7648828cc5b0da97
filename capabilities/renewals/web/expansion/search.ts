import { expansionKinds, shownStages } from '#capabilities/renewals/core/expansion/words.ts'
import { addMonths, type Day } from '#kernel/day.ts'
import { oneOf, textSearch } from '#web/router/search.ts'
import type { ListAsked, WhiteSpaceAsked } from './apis.ts'

/** What the address of expansion may say. */
export const expansionSearch = textSearch(
  'view',
  'stage',
  'kind',
  'owner',
  'held',
  'product',
  'sort',
  'id',
  'group',
  'range',
)
export type ExpansionSearch = ReturnType<typeof expansionSearch>

export const views = ['list', 'space', 'rates'] as const
export const stageChoices = ['open', 'closed', 'all', ...shownStages] as const
export const sorts = ['amount', 'expected', 'since'] as const
export const groups = ['owner', 'segment'] as const
export const ranges = ['12', '6', '3'] as const
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What the list is asked for by its address; what makes no sense there is left out. */
export function askedOf(search: ExpansionSearch): ListAsked {
  const kind = expansionKinds.find((one) => one === search.kind)
  const held = (['yes', 'no'] as const).find((one) => one === search.held)
  return {
    stage: oneOf(search.stage, stageChoices),
    sort: oneOf(search.sort, sorts),
    ...ownerOf(search),
    ...(kind ? { kind } : {}),
    ...(held ? { held } : {}),
    ...(search.product ? { product: search.product } : {}),
  }
}

/** Whose customers the matrix shows, and which product they lack. */
export function spaceOf(search: ExpansionSearch): WhiteSpaceAsked {
  return { ...ownerOf(search), ...(search.product ? { lacks: search.product } : {}) }
}

/** The months up to today over which rates are told. */
export function ratesOf(search: ExpansionSearch, today: Day) {
  const months = Number(oneOf(search.range, ranges))
  return { from: addMonths(today, -months), until: today, group: oneOf(search.group, groups) }
}

function ownerOf({ owner }: ExpansionSearch): { owner?: string } {
  return owner === 'nobody' || isId.test(owner ?? '') ? { owner: owner! } : {}
}
