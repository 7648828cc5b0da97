import type { IconName } from '../ui/Icon.tsx'

/** A place of the application: an entry of the rail, of the bottom bar on a phone, and of the palette. */
export type Place = {
  to: string
  label: string
  /** Further words it is found by. */
  words: string
  icon: IconName
  /** Two keys one after the other: `g c`. */
  keys: string
  /** How many things wait there; nothing is shown for none. */
  count?: number | undefined
  /** At the foot of the rail. */
  foot?: boolean
}

/** Finds things for the palette by what was typed: customers, or what was said with them. */
export type Finder = (typed: string, signal: AbortSignal) => Promise<readonly Found[]>
export type Found = {
  id: string
  label: string
  hint?: string
  to: string
  search?: Record<string, string>
  group: 'customers' | 'said'
}
