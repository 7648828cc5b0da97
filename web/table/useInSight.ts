import { type RefObject, useCallback, useEffect, useState } from 'react'

const beyond = 12

/**
 * Which of `count` rows of equal height (px) are in sight of a scroller, with some beyond either end: rows `first` up
 * to, but not including, `last`. `covered` px at the top are under a heading. `goTo` brings a row into sight.
 */
export function useInSight(scroller: RefObject<HTMLElement | null>, count: number, height: number, covered: number) {
  const [seen, setSeen] = useState({ first: 0, last: 40 })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / height) - beyond)
      const last = Math.ceil((element.scrollTop + Math.max(element.clientHeight, height)) / height) + beyond
      setSeen((now) => (now.first === first && now.last === last ? now : { first, last }))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [scroller, height])
  const goTo = useCallback(
    (index: number) => {
      const element = scroller.current
      if (!element) return
      const top = index * height
      const bottom = top + height + covered
      if (top < element.scrollTop) element.scrollTop = top
      else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight
    },
    [scroller, height, covered],
  )
  const first = Math.min(seen.first, Math.max(0, count - 1))
  return { first, last: Math.min(seen.last, count), goTo }
}
