import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { arrange, type Arranged } from './arrange.ts'
import { type Of, type TodayItem, todayQuery } from './apis.ts'

/** The day's list, held still while it is read: `fresh` is how many new things wait, `showFresh` ranks all anew. */
export function useToday(of: Of) {
  const today = useQuery(todayQuery(of))
  const [arranged, setArranged] = useState<{ of: Of; at: Arranged } | null>(null)
  const { data } = today
  useEffect(() => {
    if (data) setArranged((before) => ({ of, at: arrange(before?.of === of ? before.at : null, data) }))
  }, [data, of])
  const at = arranged?.of === of ? arranged.at : null
  const byId = new Map([...(data?.items ?? []), ...(data?.parked ?? [])].map((item) => [item.id, item]))
  const shown = at ? at.shown.flatMap((id) => byId.get(id) ?? []) : (data?.items ?? [])
  const isShown = new Set(shown.map((item) => item.id))
  const parked: TodayItem[] = [...(data?.items ?? []), ...(data?.parked ?? [])].filter(
    (item) => !isShown.has(item.id) && !at?.fresh.includes(item.id),
  )
  return {
    today,
    shown,
    parked,
    fresh: at?.fresh.length ?? 0,
    showFresh: () => {
      if (data) setArranged({ of, at: arrange(null, data) })
    },
  }
}
