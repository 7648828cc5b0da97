import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { evaluator, type Moment, type ReadFact } from '#capabilities/facts/core/condition/evaluate.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import {
  enteredFact,
  leftFact,
  memberOf,
  movesBetween,
  recentDays,
  type Segment,
  segmentsFact,
} from '#capabilities/facts/core/segment/segment.ts'
import { addDays } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { Derivation, DerivePage, EarlyPage } from './page.ts'
import { startOfDay } from './past.ts'
import { listedOn, type Move, recentMoves, writeMoves } from './segmentMembers.ts'
import { inUse, readAxes, segmentFacts, type StoredAxis } from './segments.ts'
import { knownAfter } from './system.ts'

/**
 * Segments are told twice in a pass. Those that ask nothing of phase and health are known before them, so that a journey
 * or a scorecard may ask for them; of the others the last pass's stand there until health is known.
 */
export const earlySegments = 'segments that ask nothing of health'
export const segments = 'segments'

const key = segmentsFact.key

export const earlySegmentsDerivation: Derivation = {
  name: earlySegments,
  definitions: [],
  prepare: async (page) => {
    const known = await knownOn(page)
    return async (derived) => {
      if (known.axes.length === 0) return
      for (const account of derived.accounts) {
        const late = asList(derived.before(account, key)).filter((one) => known.lateKeys.has(one))
        set(derived, account, [...memberOf(known.early, known.takes(derived, account)), ...late])
      }
    }
  },
}

export const segmentsDerivation: Derivation = {
  name: segments,
  definitions: [segmentsFact, enteredFact, leftFact],
  workspaceDefinitions: segmentFacts,
  prepare: async (page) => {
    const known = await knownOn(page)
    return async (derived) => {
      if (known.all.length === 0) return
      const moves: Move[] = []
      for (const account of derived.accounts) {
        const early = asList(derived.read(account, key)).filter((one) => !known.lateKeys.has(one))
        const now = [...early, ...memberOf(known.late, known.takes(derived, account))]
        set(derived, account, now)
        const { entered, left } = movesBetween(asList(derived.before(account, key)), now)
        for (const one of entered) moves.push({ account, segment: known.idOf.get(one)!, enters: true })
        for (const one of left)
          if (known.idOf.has(one)) moves.push({ account, segment: known.idOf.get(one)!, enters: false })
      }
      await writeMoves(derived.tx, derived.workspace.id, moves, derived.now)
      const since = new Date(startOfDay(addDays(derived.today, -recentDays), derived.workspace.timeZone))
      const recent = await recentMoves(derived.tx, derived.workspace.id, derived.accounts, since)
      for (const account of derived.accounts) {
        const { entered = [], left = [] } = recent.get(account) ?? {}
        set(derived, account, entered, enteredFact.key)
        set(derived, account, left, leftFact.key)
      }
    }
  },
}

type Known = {
  /** All that ever were, and those in use. */
  all: readonly StoredAxis[]
  axes: readonly StoredAxis[]
  early: readonly StoredAxis[]
  late: readonly StoredAxis[]
  lateKeys: ReadonlySet<string>
  idOf: ReadonlyMap<string, string>
  takes(page: DerivePage, account: AccountId): (segment: Segment) => boolean
}

/** Both derivations of a pass read the segments once. */
const known = new WeakMap<EarlyPage, Promise<Known>>()

function knownOn(page: EarlyPage): Promise<Known> {
  const reading = known.get(page) ?? read(page)
  known.set(page, reading)
  return reading
}

async function read({ tx, workspace, accounts, catalogue, today }: EarlyPage): Promise<Known> {
  const all = await readAxes(tx, workspace.id)
  const axes = inUse(all)
  const own = axes.flatMap((axis) => axis.segments)
  const listed = own.some((one) => one.kind === 'static') ? await listedOn(tx, workspace.id, accounts) : new Map()
  const tests = new Map(own.flatMap((one) => (one.kind === 'live' ? [[one.id, testOf(one, catalogue)] as const] : [])))
  const moment = { today, currency: workspace.currency, timeZone: workspace.timeZone }
  const isLate = (axis: StoredAxis) => axis.segments.some((one) => tests.get(one.id)?.isLate)
  const late = axes.filter(isLate)
  return {
    all,
    axes,
    early: axes.filter((axis) => !isLate(axis)),
    late,
    lateKeys: new Set(late.flatMap((axis) => axis.segments.map((one) => one.key))),
    idOf: new Map(all.flatMap((axis) => axis.segments.map((one) => [one.key, one.id]))),
    takes: (page, account) => {
      const value: ReadFact = (fact) => page.read(account, fact)
      return ({ id, kind }) =>
        kind === 'live' ? tests.get(id)!.holds(value, moment) : (listed.get(account)?.has(id) ?? false)
    },
  }
}

/** What a live segment asks. A condition that cannot be read (any longer) takes nobody. */
function testOf({ condition }: Segment, catalogue: Catalogue) {
  const asked = readCondition(condition, catalogue)
  const later = knownAfter(earlySegments)
  const holds: (value: ReadFact, moment: Moment) => boolean = asked.ok ? evaluator(asked.value) : () => false
  return { holds, isLate: asked.ok && factsOf(asked.value).some((fact) => later.has(fact)) }
}

function asList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : []
}

/** Nobody's list is empty: whoever is in no segment lacks the fact. */
function set(page: DerivePage, account: AccountId, keys: readonly string[], fact = key): void {
  page.set(account, fact, keys.length > 0 ? keys : null)
}
