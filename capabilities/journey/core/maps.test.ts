import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogueOf } from '#capabilities/facts/core/catalogue.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { phaseOf } from './map.ts'
import { draftOf, freeKey, keysIn, type MapDraft, mapFrom } from './mapDraft.ts'
import { mapChanges } from './mapDiff.ts'
import {
  cardLists,
  cardsIn,
  changeCard,
  moveCard,
  movePhase,
  placeOf,
  removeCard,
  removePhase,
  stepCard,
} from './mapEdit.ts'
import { mapIssues } from './mapIssues.ts'
import { phaseAfter, suggestedPhase } from './mapMove.ts'
import { type Followed, mapOf, mapsTried } from './mapOf.ts'
import type { Milestone } from './map.ts'
import { readyMaps } from './ready/maps.ts'
import { threePhases } from './ready/threePhases.ts'
import { sides } from './words.ts'

const label = { ja: '名前', en: 'Name' }
const base = draftOf(threePhases)
const facts = ['metric.features_used_28d', 'health.score'].map(
  (key): FactDefinition => ({ key, type: 'number', label, owner: 'test' }),
)
const ground = { catalogue: catalogueOf(facts), late: new Set(['health.score']) }
const small: MapDraft = {
  ...base,
  phases: base.phases.map((phase) => ({
    ...phase,
    arrivesWhen: null,
    milestones: phase.milestones.map((one) => ({ ...one, condition: 'metric.features_used_28d >= 3' })),
  })),
}
const issuesOf = (draft: MapDraft) => mapIssues(draft, ground).map(({ field, rule }) => [field, rule])
const cards = base.phases.flatMap((phase) =>
  cardLists.flatMap((list) => cardsIn(phase, list).map((card) => card.key ?? '')),
)
const anyCard = fc.constantFrom(...cards)
const anyPlace = fc.record({
  phase: fc.integer({ min: -1, max: 3 }),
  list: fc.constantFrom(...cardLists),
  at: fc.integer({ min: -1, max: 9 }),
})

test('what is wrong with a map is told with its place and the rule', () => {
  expect(issuesOf(small)).toEqual([])
  expect(issuesOf({ ...small, phases: [] })).toEqual([['phases', 'phases_needed']])
  expect(issuesOf({ ...small, when: '', label: { ja: '', en: 'x' } })).toEqual([
    ['label.ja', 'required'],
    ['when', 'condition_needed'],
  ])
  expect(issuesOf({ ...small, stalledAt: 1.2 })).toEqual([['stalledAt', 'pace_order']])
  const twice = changeCard<Milestone>(small, 'habit', (one) => ({ ...one, key: 'basics' }))
  expect(issuesOf(twice)).toEqual([
    ['phases.0.milestones.2.key', 'key_twice'],
    ['phases.1.milestones.0.key', 'key_twice'],
  ])
  const wrong = changeCard<Milestone>(small, 'basics', (one) => ({
    ...one,
    condition: 'health.score > 1',
    usualDays: 0,
  }))
  expect(issuesOf(wrong)).toEqual([
    ['phases.0.milestones.2.condition', 'fact_late'],
    ['phases.0.milestones.2.usualDays', 'days_range'],
  ])
  const unread = changeCard<Milestone>(small, 'basics', (one) => ({ ...one, condition: 'no.such >= 1' }))
  expect(mapIssues(unread, ground)).toMatchObject([{ rule: 'condition.unknown_fact', column: '1', value: 'no.such' }])
})

test('every phase but the last has to say when it is left', () => {
  const open = base.phases[0]!.milestones.filter(({ exit }) => exit).reduce(
    (draft, { key }) => removeCard(draft, key),
    small,
  )
  expect(issuesOf(open)).toEqual([['phases.0.milestones', 'exit_needed']])
  expect(issuesOf(movePhase(open, 'onboarding', 2)).map(([field]) => field)).toEqual(['phases.1.milestones'])
})

test('moving cards loses and doubles none, and goes back where it came from', () => {
  fc.assert(
    fc.property(anyCard, anyPlace, (key, to) => {
      const from = placeOf(base, key)!
      const moved = moveCard(base, key, to)
      expect(keysIn(moved).toSorted()).toEqual(keysIn(base).toSorted())
      expect(moveCard(moved, key, from)).toEqual(base)
    }),
  )
})

test('by keyboard every step can be taken back by the opposite one', () => {
  const back = { left: 'right', right: 'left', up: 'down', down: 'up' } as const
  fc.assert(
    fc.property(anyCard, fc.constantFrom('up', 'down', 'left', 'right'), (key, direction) => {
      const stepped = stepCard(base, key, direction)
      const place = placeOf(base, key)!
      const isSqueezed = placeOf(stepped, key)!.at !== place.at && (direction === 'left' || direction === 'right')
      if (stepped !== base && !isSqueezed) expect(stepCard(stepped, key, back[direction])).toEqual(base)
    }),
  )
})

test('a key that is given is one that nothing has', () => {
  fc.assert(
    fc.property(fc.subarray(cards), (gone) => {
      const draft = gone.reduce(removeCard, base)
      for (const prefix of ['phase', 'milestone', 'obstacle', 'support'])
        expect(keysIn(draft)).not.toContain(freeKey(draft, prefix))
    }),
  )
})

test('what is different between two versions is told by what it is, and nothing is where nothing changed', () => {
  for (const map of readyMaps) expect(mapChanges(draftOf(map), draftOf(map))).toEqual([])
  const later = changeCard<Milestone>(
    removePhase(moveCard(base, 'basics', { phase: 1, list: 'milestones', at: 0 }), 'renewal'),
    'habit',
    (one) => ({ ...one, exit: false, usualDays: 60 }),
  )
  expect(mapChanges(base, later).map(({ part, what, label: { en }, fields }) => [part, what, en, fields])).toEqual([
    ['phase', 'removed', 'Renewal and expansion', []],
    ['milestones', 'moved', 'The basic features are understood and in use', []],
    ['milestones', 'changed', 'Weekly use has become a habit', ['exit', 'usualDays']],
  ])
})

test('taking the changes of a card back leaves no difference', () => {
  fc.assert(
    fc.property(anyCard, anyPlace, (key, to) => {
      const moved = moveCard(base, key, to)
      expect(mapChanges(base, moveCard(moved, key, placeOf(base, key)!))).toEqual([])
      const elsewhere = placeOf(moved, key)!
      const from = placeOf(base, key)!
      const isElsewhere = elsewhere.phase !== from.phase || elsewhere.list !== from.list
      expect(mapChanges(base, moved)).toHaveLength(isElsewhere ? 1 : 0)
    }),
  )
})

test('whoever goes onto another version is in a phase that it has: the same, the one named, or where facts say', () => {
  const without = mapFrom(removePhase(base, 'adoption'), 'three_phases')!
  const keys = ['onboarding', 'adoption', 'renewal', 'unknown']
  expect(suggestedPhase(threePhases, without, 'adoption')).toBe('onboarding')
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.option(fc.constantFrom(...keys)), fc.boolean(), (phase, to, holds) => {
      const named = to === null ? {} : { adoption: to }
      const after = phaseAfter(
        without,
        { phase, ask: true },
        named,
        () => holds,
        () => false,
      )
      expect(phaseOf(without, after)).toBeDefined()
      if (phaseOf(without, phase)) expect(after).toBe(phase)
      else if (phase === 'adoption' && to !== null && phaseOf(without, to)) expect(after).toBe(to)
      else expect(after).toBe(holds ? 'renewal' : 'onboarding')
    }),
  )
})

const version = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  when: fc.constantFrom(null, 'x', 'y'),
  used: fc.boolean(),
  newOnly: fc.boolean(),
})
const versions = fc.array(version, { minLength: 1, maxLength: 8 }).map((all) =>
  all.map(
    ({ when, ...one }, at): Followed => ({
      ...one,
      used: all.find(({ key }) => key === one.key)!.used,
      id: `${at}`,
      map: { when },
      newest: all.findIndex(({ key }) => key === one.key) === at,
    }),
  ),
)

test('an account follows the first map that is meant for it, in its own version while the map is the same, and stays there', () => {
  fc.assert(
    fc.property(versions, fc.subarray(['x', 'y']), fc.nat(7), (maps, holding, at) => {
      const holds = (condition: string) => holding.includes(condition)
      const tried = mapsTried(maps)
      const current = maps[at] ?? null
      const found = mapOf(tried, current, holds)
      const first = tried.find(({ map }) => map.when == null || holds(map.when)) ?? tried.at(-1)
      if (!current) expect(found).toBe(first ?? null)
      else if (found !== current) {
        expect(found!.newest && found!.used).toBe(true)
        expect(found!.key).not.toBe(current.key)
        if (current.used) expect(found!.newOnly && holds(found!.map.when ?? 'x')).toBe(false)
      }
      expect(mapOf(tried, found, holds)).toBe(found)
    }),
  )
})

test('what helps is looked at from a side on every ready-made map, and each map from all three', () => {
  for (const { phases } of readyMaps) {
    const sidesSeen = phases.flatMap(({ support }) => Object.values(support).flat()).map(({ side }) => side)
    expect(new Set(sidesSeen)).toEqual(new Set(sides))
  }
})
