import { counted, groupings } from '#capabilities/plans/core/measures.ts'
import { planSorts } from '#capabilities/plans/core/words.ts'
import { oneOf, textSearch } from '#web/router/search.ts'
import type { ListAsked } from '../apis.ts'

/** What the address of the page of all plans may say. */
export const plansSearch = textSearch(
  'view',
  'standing',
  'template',
  'owner',
  'step',
  'sort',
  'dir',
  'by',
  'months',
  'of',
  'group',
)
export type PlansSearch = ReturnType<typeof plansSearch>

export const views = ['list', 'onboarding', 'figures'] as const
export const standingChoices = ['running', 'on_time', 'late', 'stuck', 'done', 'stopped', 'all'] as const
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What the list is asked for by its address; what makes no sense there is left out. */
export function askedOf(search: PlansSearch): ListAsked {
  const { owner } = search
  const isOwner = owner === 'nobody' || isId.test(owner ?? '')
  return {
    standing: oneOf(search.standing, standingChoices),
    sort: oneOf(search.sort, planSorts),
    direction: search.dir === 'up' ? 'up' : 'down',
    ...(isOwner ? { owner: owner! } : {}),
    ...(search.template ? { template: search.template.slice(0, 64) } : {}),
    ...(search.step ? { step: search.step.slice(0, 64) } : {}),
  }
}

/** Over how many months the measures look. */
export const spans = ['12', '6', '24', '36'] as const

/** What the measures are asked for by the address; with one template alone it is that one. */
export function measuredAsked(search: PlansSearch, templates: readonly { key: string }[]) {
  const template = search.template?.slice(0, 64) ?? (templates.length === 1 ? templates[0]!.key : undefined)
  return {
    by: oneOf(search.by, groupings),
    months: Number(oneOf(search.months, spans)),
    ...(template ? { template } : {}),
  }
}

/** Which figure of the measures is opened; null: none. */
export const countedOf = (of: string | undefined) => counted.find((one) => one === of) ?? null
