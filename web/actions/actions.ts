import { useEffect, useSyncExternalStore } from 'react'

/**
 * Something a person can do here. Declared once: the palette, the list of keys, the keyboard and menus all take it from
 * this. Left out of the list while it cannot be done.
 */
export type Action = {
  id: string
  label: string
  group: 'go' | 'do' | 'page' | 'list'
  /** `c`, `g c` (one after the other), `mod+k`, `Shift+j`, `?`. */
  keys?: string
  /** Another key for the same, not listed: the arrow beside j. */
  also?: string
  /** Further words it is found by: its reading in kana, its name in English. */
  words?: string
  run: () => void
  /** For the keyboard alone: not in the palette. */
  keyOnly?: boolean
}

let declared: readonly (readonly Action[])[] = []
let flat: readonly Action[] = []
const listeners = new Set<() => void>()

const publish = (next: readonly (readonly Action[])[]) => {
  declared = next
  const seen = new Map<string, Action>()
  for (const actions of declared) for (const action of actions) seen.set(action.id, action)
  flat = [...seen.values()]
  for (const listener of listeners) listener()
}

/** Every action that can be done at this moment; a later declaration of the same id wins. */
export function currentActions(): readonly Action[] {
  return flat
}

/** Declares actions for as long as the component is shown. Pass a memoised list. */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => {
    publish([...declared, actions])
    return () => publish(declared.filter((other) => other !== actions))
  }, [actions])
}

/** The same list, followed: for the palette and the list of keys. */
export function useCurrentActions(): readonly Action[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, currentActions)
}
