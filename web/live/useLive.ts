import { useEffect, useRef, useSyncExternalStore } from 'react'
import { type LiveMessage, type LiveState, liveState, onLive } from './live.ts'

/** Calls back on every change of a topic while the page is shown (answers are refreshed without it). */
export function useLive(topic: string, heard: (message: LiveMessage) => void): void {
  const latest = useRef(heard)
  useEffect(() => {
    latest.current = heard
  })
  useEffect(() => onLive((message) => message.topic === topic && latest.current(message)), [topic])
}

/** Whether changes arrive at this moment. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(liveState.subscribe, liveState.get)
}
