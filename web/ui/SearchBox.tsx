import { TextInput } from '@mantine/core'
import { type KeyboardEventHandler, type Ref, useEffect, useRef, useState } from 'react'

const restMs = 250

/** Words to look for; they are looked for once the typing rests, and never while an input method composes. */
export function SearchBox({
  box,
  label,
  placeholder = label,
  value,
  wide = false,
  onChange,
  onKeyDown,
}: {
  box?: Ref<HTMLInputElement>
  label: string
  placeholder?: string
  value: string
  /** As wide as there is room, where it is what the page is about. */
  wide?: boolean
  onChange: (text: string) => void
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>
}) {
  const [typed, setTyped] = useState(value)
  const composing = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => setTyped(value), [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const later = (text: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(text.trim()), restMs)
  }
  return (
    <TextInput
      size={wide ? 'sm' : 'xs'}
      type="search"
      w={wide ? '100%' : 220}
      aria-label={label}
      placeholder={placeholder}
      maxLength={200}
      {...(box ? { ref: box } : {})}
      value={typed}
      {...(onKeyDown ? { onKeyDown } : {})}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={(event) => {
        composing.current = false
        later(event.currentTarget.value)
      }}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        if (!composing.current) later(event.currentTarget.value)
      }}
    />
  )
}
