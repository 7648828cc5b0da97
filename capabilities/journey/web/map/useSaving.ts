import { useCallback, useEffect, useRef, useState } from 'react'
import type { MapDraft } from '#capabilities/journey/core/mapDraft.ts'
import { problemOf } from '#web/client.ts'
import { maps } from './apis.ts'

/** ms of quiet before a draft is kept: while somebody types or drags, nothing is sent. */
const quiet = 600

export type Saving = {
  state: 'clean' | 'waiting' | 'saving' | 'saved' | 'failed' | 'conflict'
  /** Keeps what is not kept yet, and answers how it was saved last. Throws what the server refused. */
  flush: () => Promise<number>
  /** What is on the page is kept already, as this revision (0: nothing is kept, it is as published). */
  settleOn: (draft: MapDraft, revision: number, basedOn: number) => void
}

/** Keeps a draft on the server whenever it rests; one save at a time. */
export function useSaving(
  key: string,
  draft: MapDraft,
  start: { revision: number; basedOn: number },
  readOnly: boolean,
): Saving {
  const [state, setState] = useState<Saving['state']>(start.revision === 0 ? 'clean' : 'saved')
  const kept = useRef({ draft, ...start })
  const latest = useRef(draft)
  latest.current = draft
  const running = useRef<Promise<void> | null>(null)

  const send = useCallback(async (): Promise<void> => {
    const sent = latest.current
    const { revision, basedOn } = kept.current
    const saved = await maps.save.call({ key, draft: structuredClone(sent) as never, basedOn, revision })
    kept.current = { draft: sent, revision: saved.revision, basedOn }
  }, [key])

  const flush = useCallback(async (): Promise<number> => {
    await running.current?.catch(() => {})
    try {
      // What was changed while a save was on its way is kept as well.
      while (latest.current !== kept.current.draft) {
        setState('saving')
        running.current = send()
        await running.current
      }
      setState(kept.current.revision === 0 ? 'clean' : 'saved')
      return kept.current.revision
    } catch (error) {
      setState(problemOf(error).code === 'CONFLICT' ? 'conflict' : 'failed')
      throw error
    } finally {
      running.current = null
    }
  }, [send])

  const settleOn = useCallback((on: MapDraft, revision: number, basedOn: number) => {
    kept.current = { draft: on, revision, basedOn }
    latest.current = on
    setState(revision === 0 ? 'clean' : 'saved')
  }, [])

  useEffect(() => {
    if (readOnly || running.current) return
    const isKept = draft === kept.current.draft
    setState((now) =>
      now === 'conflict' ? now : !isKept ? 'waiting' : kept.current.revision === 0 ? 'clean' : 'saved',
    )
    if (isKept) return
    const timer = setTimeout(() => void flush().catch(() => {}), quiet)
    return () => clearTimeout(timer)
  }, [draft, flush, readOnly])

  return { state, flush, settleOn }
}
