import { struggleWord } from '#capabilities/journey/core/struggle.ts'
import type { Touch } from '#capabilities/journey/core/words.ts'
import { daysBetween } from '#kernel/day.ts'
import type { BlockerAnswer } from '#capabilities/journey/contract/blockers.ts'
import { positionOf } from '#capabilities/journey/core/map.ts'
import type { PathAnswer, PathParts } from '../pathRead.ts'
import type { StoredStay } from '../stays.ts'
import type { Blocker } from './blockers.ts'
import { type OnItsWay, percentileIn, struggleIn } from './measure.ts'

type Current = NonNullable<PathAnswer['current']>

/** How hard the phase is for an account, and how slow it is among customers like it. */
export function presentPace(parts: PathParts, stay: StoredStay): Pick<Current, 'struggle' | 'percentile'> {
  const way = wayOf(parts)
  const help = parts.behind.help.get(stay.id) ?? 0
  const { value, parts: told } = struggleIn(way, stay, help)
  return {
    struggle: { value, word: struggleWord(value), parts: [...told], help },
    percentile: percentileIn(way, stay, parts.behind),
  }
}

function wayOf({ stored, stays, facts }: PathParts): OnItsWay {
  const touch = facts.value('account.touch_model') as Touch | null
  return { mapKey: stored.key, map: stored.map, touch, stays, today: facts.moment.today }
}

/** Milestones of phases passed that do not hold any more. */
export function presentRegressed({ stored, stays, reached }: PathParts): PathAnswer['regressed'] {
  const until = positionOf(stored.map, stays.at(-1)?.phase ?? '')
  return stored.map.phases.slice(0, Math.max(0, until)).flatMap((phase) =>
    phase.milestones.flatMap(({ key, label }) => {
      const lostOn = reached.get(key)?.lostOn ?? null
      return lostOn === null ? [] : [{ key, label, phase: phase.label, lostOn }]
    }),
  )
}

/** What blocks an account, and what did. */
export function presentBlockers({ accountId, behind, facts }: PathParts): BlockerAnswer[] {
  return (behind.blockers.get(accountId) ?? []).map((one) => presentBlocker(one, facts.moment.today))
}

export function presentBlocker({ accountId: _account, ...one }: Blocker, today: Blocker['sinceOn']): BlockerAnswer {
  return { ...one, days: Math.max(0, daysBetween(one.sinceOn, one.resolvedOn ?? today)) }
}
