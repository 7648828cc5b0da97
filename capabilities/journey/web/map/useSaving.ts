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
  const running = useRef<Promise<number> | null>(null)

  const flush = useCallback(async (): Promise<number> => {
    if (running.current) await running.current.catch(() => {})
    const sent = latest.current
    if (sent === kept.current.draft) return kept.current.revision
    setState('saving')
    const { revision, basedOn } = kept.current
    const work = maps.save.call({ key, draft: structuredClone(sent) as never, basedOn, revision }).then((saved) => {
      kept.current = { draft: sent, revision: saved.revision, basedOn }
      return saved.revision
    })
    running.current = work
    try {
      const saved = await work
      setState(latest.current === sent ? 'saved' : 'waiting')
      return saved
    } catch (error) {
      setState(problemOf(error).code === 'CONFLICT' ? 'conflict' : 'failed')
      throw error
    } finally {
      running.current = null
    }
  }, [key])

  const settleOn = useCallback((on: MapDraft, revision: number, basedOn: number) => {
    kept.current = { draft: on, revision, basedOn }
    latest.current = on
    setState(revision === 0 ? 'clean' : 'saved')
  }, [])

  useEffect(() => {
    if (readOnly || draft === kept.current.draft) return
    setState((now) => (now === 'conflict' ? now : 'waiting'))
    const timer = setTimeout(() => void flush().catch(() => {}), quiet)
    return () => clearTimeout(timer)
  }, [draft, flush, readOnly])

  return { state, flush, settleOn }
}
