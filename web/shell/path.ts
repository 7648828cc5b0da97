import { useSyncExternalStore } from 'react'
import type { PathStep } from '../ui/Page.tsx'

let steps: readonly PathStep[] = []
const listeners = new Set<() => void>()

/** Tells the top bar where the page is; `Page` does it. */
export function setPath(next: readonly PathStep[]): void {
  steps = next
  for (const listener of listeners) listener()
}

/** The path in the top bar. */
export function usePath(): readonly PathStep[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => steps,
  )
}
