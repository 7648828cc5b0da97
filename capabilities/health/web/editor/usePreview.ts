import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Grade } from '#capabilities/health/core/words.ts'
import { health } from '../apis.ts'
import { sentOf } from './draft.ts'
import type { Editing } from './editing.ts'

export type Preview = Awaited<ReturnType<typeof health.cards.preview.call>>
export type Move = { from: Grade | null; to: Grade | null }

/** ms of quiet before it is asked: while somebody types or drags, nothing is. */
const quiet = 450

/** Whose grade a draft would change; asked again when the draft rests, and never twice at once. */
export function usePreview(
  { draft, issues }: Pick<Editing, 'draft' | 'issues'>,
  key: string | null,
  version: number,
  dirty: boolean,
  move: Move | null,
  limit: number,
) {
  const wanted = useMemo(() => JSON.stringify({ key, draft: sentOf(draft), move, limit }), [key, draft, move, limit])
  const mayAsk = dirty && issues.length === 0
  const [asked, setAsked] = useState<string | null>(null)
  const answer = useQuery({
    // Not under the name of its route: computing all accounts after publishing would ask it again and again.
    queryKey: ['scorecard preview', version, asked],
    queryFn: () => health.cards.preview.call(JSON.parse(asked ?? '{}') as never),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const { isFetching } = answer
  useEffect(() => {
    if (!mayAsk || isFetching || asked === wanted) return
    const timer = setTimeout(() => setAsked(wanted), quiet)
    return () => clearTimeout(timer)
  }, [mayAsk, isFetching, asked, wanted])
  const isBehind = isFetching || (mayAsk && asked !== wanted)
  return { preview: asked === null ? undefined : answer.data, error: answer.error, isBehind, retry: answer.refetch }
}

/** How many change grade, and in which direction; who loses or gains a grade altogether counts as neither. */
export function countsOf(moves: Preview['moves']): { changed: number; worse: number; better: number } {
  const rank = { risk: 0, unknown: 1, watch: 2, healthy: 3 }
  let [changed, worse, better] = [0, 0, 0]
  for (const { from, to, accounts } of moves) {
    if (from === to) continue
    changed += accounts
    if (from === null || to === null) continue
    if (rank[to] < rank[from]) worse += accounts
    else better += accounts
  }
  return { changed, worse, better }
}
