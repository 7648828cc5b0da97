import { createContext } from 'react'
import type { Label } from '#capabilities/facts/core/fact.ts'

/** Something that can be used at a place of the map: a template of plans, an item of content. */
export type LinkChoice = { key: string; label: Label }

/** What there is to choose from. It stands above the journey, and is used by it: `start/web` brings it. */
export type LinkChoices = { plans: readonly LinkChoice[]; content: readonly LinkChoice[] }

export const LinkChoicesContext = createContext<LinkChoices>({ plans: [], content: [] })
