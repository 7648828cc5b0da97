import { useCallback, useRef, useState } from 'react'
import { useMay } from '#web/session.ts'
import type { Doing } from './CtaDialogs.tsx'
import { useCtaMoves } from './useCtaMoves.ts'

/** Begins what is to be done with CTAs: at once where nothing has to be asked, else in its dialog. */
export function useDoing(): { doing: Doing | null; start: (doing: Doing) => void; stop: () => void } {
  const [doing, setDoing] = useState<Doing | null>(null)
  const now = useCtaMoves()
  const moves = useRef(now)
  moves.current = now
  const mayWork = useMay('ctas.work')
  const start = useCallback(
    (next: Doing) => {
      if (!mayWork) return
      const { pin, reopen, tell } = moves.current
      if (next.what === 'pin') pin(next.cta, !next.cta.pinned).catch(tell)
      else if (next.what === 'reopen') reopen(next.cta).catch(tell)
      else setDoing(next)
    },
    [mayWork],
  )
  return { doing, start, stop: useCallback(() => setDoing(null), []) }
}
