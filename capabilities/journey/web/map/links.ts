import { createContext, use } from 'react'
import type { Label } from '#capabilities/facts/core/fact.ts'

/** Something that can be used at a place of the map: a template of plans, an item of content. */
export type LinkChoice = { key: string; label: Label }

/** What stands above the journey, and is used by it: `start/web` brings it. Each answers what there is to choose from. */
export type LinkSources = { usePlans: () => readonly LinkChoice[]; useContent: () => readonly LinkChoice[] }

export const LinkSourcesContext = createContext<LinkSources | null>(null)

export function useLinkSources(): LinkSources {
  const sources = use(LinkSourcesContext)
  if (!sources) throw new Error('no sources of links are given: start/web does that')
  return sources
}
