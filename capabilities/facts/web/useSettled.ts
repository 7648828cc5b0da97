import { useEffect, useState } from 'react'

/** ms of quiet before something is asked: while somebody types, nothing is. */
const quiet = 300

/** A text once nobody has changed it for a moment. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), quiet)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
