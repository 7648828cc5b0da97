import type { FactValue } from '#capabilities/facts/core/fact.ts'
import { cutsOf } from './percentile.ts'
import type { Scorecard } from './scorecard.ts'

/** With fewer than so many others nobody's place among them says anything. */
export const fewestPeers = 20

/** What customers are compared in, and among whom: those with the same value of the fact `within`; null: all. */
export type PeerUse = { fact: string; within: string | null }

/** How a fact is spread over some customers: how many of them have it, and its values at the 0th to 100th percentile. */
export type Spread = { size: number; cuts: readonly number[] }

/** How a fact is spread over all customers, and over those groups that are large enough. */
export type Spreads = { all: Spread | null; groups: ReadonlyMap<string, Spread> }

/** The spreads of all uses, by `useKey`. */
export type AllSpreads = ReadonlyMap<string, Spreads>

/** Those an account is compared with. */
export type Peers = Spread & {
  /** The group the card asks for; null: all customers, or the account has no value there. */
  group: { fact: string; value: string } | null
  /** The group is too small (or the account is in none): all customers stand in for it. */
  fellBack: boolean
}

export const useKey = ({ fact, within }: PeerUse): string => `${fact} ${within ?? ''}`

/** What the curves of some cards compare customers in, each once. */
export function peerUses(cards: readonly Pick<Scorecard, 'dimensions'>[]): PeerUse[] {
  const measures = cards.flatMap(({ dimensions }) => dimensions.flatMap((one) => one.measures))
  const uses = measures.flatMap(({ fact, curve }) =>
    curve.shape === 'percentile' ? [{ fact, within: curve.within }] : [],
  )
  return [...new Map(uses.map((use) => [useKey(use), use])).values()]
}

type Read = (fact: string) => FactValue

/** The peers of an account; null: nothing is known of anybody. Whoever has fewer than `fewestPeers` is compared with all. */
export function peersOf(spreads: AllSpreads, use: PeerUse, value: Read): Peers | null {
  const known = spreads.get(useKey(use))
  if (!known?.all) return null
  if (use.within === null) return { ...known.all, group: null, fellBack: false }
  const own = value(use.within)
  if (typeof own !== 'string') return { ...known.all, group: null, fellBack: true }
  const group = { fact: use.within, value: own }
  const spread = known.groups.get(own)
  return spread ? { ...spread, group, fellBack: false } : { ...known.all, group, fellBack: true }
}

/** How facts are spread over customers who are all in hand. */
export function spreadsAmong(uses: readonly PeerUse[], customers: readonly Read[]): AllSpreads {
  return new Map(uses.map((use) => [useKey(use), spreadsOf(use, customers)]))
}

function spreadsOf({ fact, within }: PeerUse, customers: readonly Read[]): Spreads {
  const all: number[] = []
  const groups = new Map<string, number[]>()
  for (const value of customers) {
    const own = value(fact)
    if (typeof own !== 'number') continue
    all.push(own)
    const group = within === null ? null : value(within)
    if (typeof group !== 'string') continue
    const known = groups.get(group)
    if (known) known.push(own)
    else groups.set(group, [own])
  }
  const spread = (values: readonly number[]): Spread => ({ size: values.length, cuts: cutsOf(values) })
  const large = [...groups].filter(([, values]) => values.length >= fewestPeers)
  return {
    all: all.length > 0 ? spread(all) : null,
    groups: new Map(large.map(([key, values]) => [key, spread(values)])),
  }
}
