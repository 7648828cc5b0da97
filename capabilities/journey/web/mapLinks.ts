import { createContext, type ReactNode } from 'react'

/** Keys of what a map names at one of its places: steps that reach it, templates of plans and items of the library. */
export type LinkedProps = {
  accountId: string
  steps?: readonly string[]
  plans: readonly string[]
  content: readonly string[]
}

/** Shows them by their titles, each a way there. They stand above the journey: `start/web` brings them. */
export const LinkedContext = createContext<(named: LinkedProps) => ReactNode>(() => null)
