import { useEffect, useState } from 'react'
import { accounts } from './apis.ts'

const keyOf = (id: string) => `banso.look.${id}`

/**
 * The instant this person looked at the customer before now, null where they never did; undefined while it is not
 * known. Opening the page counts as the next look. Within one visit (this tab) it stays what it was at first.
 */
export function useLook(id: string): string | null | undefined {
  const [seen, setSeen] = useState<{ id: string; at: string | null } | null>(null)
  useEffect(() => {
    const kept = sessionStorage.getItem(keyOf(id))
    if (kept !== null) return setSeen({ id, at: kept === '' ? null : kept })
    let gone = false
    accounts.look.call({ id }).then(
      ({ previousAt }) => {
        sessionStorage.setItem(keyOf(id), previousAt ?? '')
        if (!gone) setSeen({ id, at: previousAt })
      },
      // Looking is not kept then; the page works without it.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [id])
  return seen?.id === id ? seen.at : undefined
}
