import { type RefObject, useEffect, useRef, useState } from 'react'

/** The width of an element in px as it is laid out; charts are drawn to it. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(600)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.max(120, Math.floor(entry?.contentRect.width ?? 600))),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [frame, width]
}
