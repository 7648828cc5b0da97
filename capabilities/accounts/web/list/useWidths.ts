import { useCallback, useState } from 'react'

const key = 'banso.list.widths'

const kept = (): Record<string, number> => {
  try {
    const text: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return typeof text === 'object' && text !== null ? (text as Record<string, number>) : {}
  } catch {
    return {}
  }
}

/** How wide a person made the columns, remembered in this browser. */
export function useWidths(): [Readonly<Record<string, number>>, (column: string, width: number) => void] {
  const [widths, setWidths] = useState(kept)
  const set = useCallback((column: string, width: number) => {
    setWidths((now) => {
      const next = { ...now, [column]: width }
      localStorage.setItem(key, JSON.stringify(next))
      return next
    })
  }, [])
  return [widths, set]
}
