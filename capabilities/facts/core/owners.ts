import type { FactDefinition } from './fact.ts'

const known = [
  'accounts',
  'facts',
  'revenue',
  'renewals',
  'plans',
  'health',
  'journey',
  'usage',
  'timeline',
  'cockpit',
  'content',
  'outreach',
] as const

/** What facts are about, in the order in which they are listed; each has a name under `owners`. */
export const factOwners = [...known, 'other'] as const

/** What a fact is about. */
export function ownerOf(fact: Pick<FactDefinition, 'owner'>): (typeof factOwners)[number] {
  return known.find((owner) => owner === fact.owner) ?? 'other'
}
