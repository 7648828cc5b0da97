import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { type Candidate, complete } from '#capabilities/facts/core/condition/complete.ts'

export type Offers = {
  listId: string
  optionId: (at: number) => string
  candidates: readonly Candidate[]
  active: number
  /** Where in the text the offered words begin; null while nothing is offered. */
  from: number | null
  choose: (candidate: Candidate) => void
  areaProps: {
    role: 'combobox'
    'aria-expanded': boolean
    'aria-autocomplete': 'list'
    'aria-controls': string
    'aria-activedescendant'?: string
    onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void
    onKeyUp: () => void
    onClick: () => void
    onBlur: () => void
  }
}

const most = 8

/** What may be written at the caret, chosen with the arrow keys and Enter or Tab; Escape puts the offers away. */
export function useCandidates({
  text,
  catalogue,
  area,
  onInsert,
}: {
  text: string
  catalogue: Catalogue
  area: RefObject<HTMLTextAreaElement | null>
  onInsert: (text: string, caret: number) => void
}): Offers {
  const listId = useId()
  const [caret, setCaret] = useState<number | null>(null)
  const [active, setActive] = useState(0)
  const completion = useMemo(() => (caret === null ? null : complete(text, caret, catalogue)), [text, caret, catalogue])
  const written = completion ? text.slice(completion.from, completion.to) : ''
  const candidates = (completion?.candidates ?? []).filter((one) => one.text !== written).slice(0, most)
  const isOpen = candidates.length > 0 && completion !== null
  const at = Math.min(active, candidates.length - 1)

  const look = () => {
    const field = area.current
    if (!field) return
    if (field.selectionStart !== caret) setActive(0)
    setCaret(field.selectionStart === field.selectionEnd ? field.selectionStart : null)
  }
  const choose = (candidate: Candidate) => {
    if (!completion) return
    const closing = /[("[]$/.test(candidate.text) ? '' : ' '
    const inserted = candidate.text + (text[completion.to] === ' ' ? '' : closing)
    const end = completion.from + inserted.length
    onInsert(text.slice(0, completion.from) + inserted + text.slice(completion.to), end)
    setCaret(end)
    setActive(0)
    area.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !isOpen) event.preventDefault()
    if (!isOpen) return
    const moves: Record<string, () => void> = {
      ArrowDown: () => setActive((at + 1) % candidates.length),
      ArrowUp: () => setActive((at + candidates.length - 1) % candidates.length),
      Enter: () => choose(candidates[at]!),
      Tab: () => choose(candidates[at]!),
      Escape: () => setCaret(null),
    }
    const move = moves[event.key]
    if (!move || (event.key === 'Tab' && (event.shiftKey || written === ''))) return
    event.preventDefault()
    event.stopPropagation()
    move()
  }
  return {
    listId,
    optionId: (option) => `${listId}-${option}`,
    candidates: isOpen ? candidates : [],
    active: at,
    from: isOpen ? completion.from : null,
    choose,
    areaProps: {
      role: 'combobox',
      'aria-expanded': isOpen,
      'aria-autocomplete': 'list',
      'aria-controls': listId,
      ...(isOpen ? { 'aria-activedescendant': `${listId}-${at}` } : {}),
      onKeyDown,
      onKeyUp: look,
      onClick: look,
      onBlur: () => setCaret(null),
    },
  }
}
