import type { MapDraft } from './mapDraft.ts'

/** Usual days from the beginning of a map to its last phase, where success is; null: no phase before that says any. */
export function daysToSuccess({ phases }: Pick<MapDraft, 'phases'>): number | null {
  const days = phases.slice(0, -1).flatMap(({ usualDays }) => usualDays ?? [])
  return days.length === 0 ? null : days.reduce((sum, one) => sum + one, 0)
}

/**
 * A map on which success usually comes after so many days: the phases before the last share them as they shared those of
 * before, by touch model and milestone too. As it is where no phase says how long it takes.
 */
export function towards(map: MapDraft, days: number): MapDraft {
  const before = daysToSuccess(map)
  if (before === null || before === 0) return map
  const factor = days / before
  const scaled = (own: number) => Math.max(1, Math.round(own * factor))
  let passed = 0
  let given = 0
  const phases = map.phases.map((phase, at) => {
    if (phase.usualDays === null || at === map.phases.length - 1) return phase
    passed += phase.usualDays
    // Rounded from the beginning on, so that phases add up to the days in all.
    const usualDays = Math.max(1, Math.round(passed * factor) - given)
    given += usualDays
    return {
      ...phase,
      usualDays,
      usualDaysByTouch: Object.fromEntries(
        Object.entries(phase.usualDaysByTouch).map(([touch, own]) => [touch, scaled(own)]),
      ),
      milestones: phase.milestones.map((one) =>
        one.usualDays === undefined ? one : { ...one, usualDays: scaled(one.usualDays) },
      ),
    }
  })
  return { ...map, phases }
}

/** In the condition language: customers who have a product. */
export function havingProduct(product: string): string {
  return `${JSON.stringify(product)} in contract.products`
}
