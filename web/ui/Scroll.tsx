import { type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './parts.module.css'

/** What may be wider than its place, such as a table on a phone: it scrolls by itself, by keyboard too while it does. */
export function Scroll({
  label,
  className,
  children,
}: {
  label: string
  className?: string | undefined
  children: ReactNode
}) {
  const ref = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const place = ref.current
    if (!place) return
    const look = new ResizeObserver(() => setScrolls(place.scrollWidth > place.clientWidth))
    for (const one of [place, ...place.children]) look.observe(one)
    return () => look.disconnect()
  }, [])
  const reachable = scrolls ? { tabIndex: 0, role: 'region', 'aria-label': label } : {}
  return (
    <div ref={ref} className={className ? `${styles.scroll} ${className}` : styles.scroll} {...reachable}>
      {children}
    </div>
  )
}
