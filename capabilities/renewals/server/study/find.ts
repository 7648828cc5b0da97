import type { z } from 'zod'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { factCatalogue } from '#capabilities/facts/server/index.ts'
import { drawsFrom } from '#capabilities/health/core/proof/draws.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { AccountId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import type { churnStudyRoutes } from '#capabilities/renewals/contract/study.ts'
import {
  compareOn,
  type Difference,
  fewestSets,
  isClear,
  partsAt,
  type ValueOn,
} from '#capabilities/renewals/core/study/compare.ts'
import { matchedSets, type MatchedSet } from '#capabilities/renewals/core/study/match.ts'
import {
  daysBefore,
  studiedNumbers,
  studiedSizes,
  studiedTraits,
  traitDays,
} from '#capabilities/renewals/core/study/studied.ts'
import { tenureRates } from '#capabilities/renewals/core/study/tenureRates.ts'
import { readLives } from './lives.ts'
import { type FactOn, pastReader } from './past.ts'

type Answer = z.input<NonNullable<(typeof churnStudyRoutes.find)['~orpc']['outputSchema']>>

/** Sets that are looked at, the latest losses first: more say nothing that these do not. */
const mostSets = 1000
/** Values of a choice that are told, those of most of the lost first. */
const mostValues = 6

/** Those who left in a period against those who stayed, matched: what differed, by how much, and how early. */
export async function findStudy(call: CallContext, { from, until }: { from: string; until: string }): Promise<Answer> {
  const { workspace } = call.caller
  const [since, before] = [from as Day, until as Day]
  const { lives, catalogue } = await call.transaction(async (tx) => ({
    lives: await readLives(tx, workspace.id, before),
    catalogue: await factCatalogue(tx, workspace),
  }))
  const sets = matchedSets(lives, since)
    .toSorted((a, b) => (a.lostOn < b.lostOn ? 1 : -1))
    .slice(0, mostSets)
  const accounts = [...new Set(sets.flatMap((one) => [one.lost, ...one.kept]))] as AccountId[]
  const read = pastReader(call.events, workspace, { accounts, from: addDays(since, -Math.max(...daysBefore) - 1) })
  const isEnough = sets.length >= fewestSets
  const asked = { sets, read, catalogue }
  return {
    customers: lives.length,
    lost: lives.filter(({ lostOn }) => lostOn !== null && lostOn >= since).length,
    sets: sets.length,
    fewest: fewestSets,
    paths: isEnough ? await pathsOf(asked) : [],
    traitDays,
    sizes: isEnough ? await sizesOf(asked) : [],
    traits: isEnough ? await traitsOf(asked) : [],
    tenures: tenureRates(lives, { since, today: before < call.today() ? before : call.today() }),
  }
}

type Asked = {
  sets: readonly MatchedSet[]
  read: (fact: FactDefinition) => Promise<FactOn>
  catalogue: Catalogue
}

/** The same draws whenever the same is asked. */
const draws = () => drawsFrom(90)

async function pathsOf({ sets, read, catalogue }: Asked): Promise<Answer['paths']> {
  const paths: Answer['paths'] = []
  for (const key of studiedNumbers) {
    const fact = catalogue.get(key)
    if (!fact) continue
    const number = numberOn(await read(fact))
    const differences = daysBefore.map((days) => compareOn(sets, days, number, draws()))
    if (differences.every(({ n }) => n === 0)) continue
    paths.push({ fact, differences: differences.map(told), partsAt: partsAt(differences) })
  }
  return paths.toSorted((a, b) => (b.partsAt ?? 0) - (a.partsAt ?? 0))
}

function numberOn(valueOn: FactOn): ValueOn {
  return (account, on) => {
    const value = valueOn(account, on)
    return typeof value === 'number' ? value : null
  }
}

async function sizesOf({ sets, read, catalogue }: Asked): Promise<Answer['sizes']> {
  const sizes: Answer['sizes'] = []
  for (const key of studiedSizes) {
    const fact = catalogue.get(key)
    if (!fact) continue
    const difference = compareOn(sets, traitDays, numberOn(await read(fact)), draws())
    if (difference.n > 0) sizes.push({ fact, ...told(difference) })
  }
  return sizes
}

async function traitsOf({ sets, read, catalogue }: Asked): Promise<Answer['traits']> {
  const traits: Answer['traits'] = []
  for (const key of studiedTraits) {
    const fact = catalogue.get(key)
    if (!fact) continue
    const valueOn = await read(fact)
    const values = (account: string, on: Day): readonly string[] | null => {
      const value = valueOn(account, on)
      return value === null ? null : ([value].flat() as string[])
    }
    const having = Map.groupBy(
      sets.flatMap(({ lost, lostOn }) =>
        (values(lost, addDays(lostOn, -traitDays)) ?? []).map((value) => ({ lost, value })),
      ),
      ({ value }) => value,
    )
    const common = [...having].toSorted(([, a], [, b]) => b.length - a.length).slice(0, mostValues)
    const compared = common.map(([value, customers]) => {
      const has = (account: string, on: Day) => {
        const all = values(account, on)
        return all === null ? null : all.includes(value) ? 100 : 0
      }
      const difference = told(compareOn(sets, traitDays, has, draws()))
      return { ...difference, value, customers: customers.map(({ lost }) => lost).slice(0, 500) }
    })
    if (compared.length > 0) traits.push({ fact, values: compared })
  }
  return traits
}

const told = (difference: Difference) => ({ ...difference, isClear: isClear(difference) })
