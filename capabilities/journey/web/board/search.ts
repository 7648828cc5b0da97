import { touchModels } from '#capabilities/accounts/core/words.ts'
import { textSearch } from '#web/router/search.ts'
import type { Asked } from './apis.ts'

/** What the address of the journey may say. */
export const journeySearch = textSearch('tab', 'map', 'segment', 'touch', 'owner', 'state', 'by', 'phase', 'months')
export type JourneySearch = ReturnType<typeof journeySearch>

export const tabs = ['board', 'flow', 'time', 'stuck', 'versions'] as const
export const groupings = ['none', 'touch', 'segment', 'owner', 'version'] as const
export const flowMonths = ['12', '6', '24', '36'] as const
export const states = ['stalled', 'watch', 'on_time', 'may_leave', 'blocked'] as const

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whose way is asked for by an address; what makes no sense there is left out. */
export function askedOf(search: JourneySearch): Asked {
  const touchModel = [...touchModels, 'none' as const].find((one) => one === search.touch)
  return {
    ...(search.map ? { map: search.map } : {}),
    ...(search.segment ? { segment: search.segment } : {}),
    ...(touchModel ? { touchModel } : {}),
    ...(search.owner === 'nobody' || isId.test(search.owner ?? '') ? { owner: search.owner } : {}),
  }
}

/**
 * The same customers as a condition, for the list of customers: `more` is what a figure adds to it, in the condition
 * language. Nobody waits for customers whose contract has ended.
 */
export function conditionOf({ map, touchModel, segment, owner }: Asked, more: readonly string[]): string {
  const text = (value: string) => JSON.stringify(value)
  return [
    '!(contract.state == "ended")',
    ...(map ? [`journey.map == ${text(map)}`] : []),
    ...more,
    ...(touchModel === 'none' ? ['!has(account.touch_model)'] : []),
    ...(touchModel && touchModel !== 'none' ? [`account.touch_model == ${text(touchModel)}`] : []),
    ...(segment === 'none' ? ['!has(segments)'] : []),
    ...(segment && segment !== 'none' ? [`${text(segment)} in segments`] : []),
    ...(owner === 'nobody' ? ['!has(account.owner)'] : []),
    ...(owner && owner !== 'nobody' ? [`account.owner == ${text(owner)}`] : []),
  ].join(' && ')
}
