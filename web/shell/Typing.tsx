import { type RefObject, useEffect } from 'react'

/** Stands in while the palette is fetched: what is typed meanwhile is for it, and no page takes it for its keys. */
export function Typing({ typed }: { typed: RefObject<string> }) {
  useEffect(() => {
    typed.current = ''
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      typed.current += event.key
    }
    document.addEventListener('keydown', listen, true)
    return () => document.removeEventListener('keydown', listen, true)
  }, [typed])
  return null
}
