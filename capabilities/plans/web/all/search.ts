import { planSorts } from '#capabilities/plans/contract.ts'
import { oneOf, textSearch } from '#web/router/search.ts'
import type { ListAsked } from '../apis.ts'

/** What the address of the page of all plans may say. */
export const plansSearch = textSearch('view', 'standing', 'template', 'owner', 'step', 'sort', 'dir')
export type PlansSearch = ReturnType<typeof plansSearch>

export const views = ['list', 'figures'] as const
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
