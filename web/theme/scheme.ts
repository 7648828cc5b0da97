import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core'

const key = 'banso.theme'
const known: readonly string[] = ['light', 'dark', 'auto']

/** Where a person's choice of light or dark is kept: in this browser, under the key that `public/first-paint.js` reads, too. */
export function schemeManager(): MantineColorSchemeManager {
  let stop: (() => void) | undefined
  return {
    get: (fallback) => {
      const kept = localStorage.getItem(key)
      return kept && known.includes(kept) ? (kept as MantineColorScheme) : fallback
    },
    set: (value) => localStorage.setItem(key, value),
    subscribe: (onUpdate) => {
      const listener = (event: StorageEvent) => {
        if (event.key === key && event.newValue && known.includes(event.newValue))
          onUpdate(event.newValue as MantineColorScheme)
      }
      window.addEventListener('storage', listener)
      stop = () => window.removeEventListener('storage', listener)
    },
    unsubscribe: () => stop?.(),
    clear: () => localStorage.removeItem(key),
  }
}
