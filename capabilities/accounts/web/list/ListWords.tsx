import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '#web/ui/Icon.tsx'
import styles from './CustomerList.module.css'
import type { ListState } from './useListState.ts'

const rest = 180

/** The search box of the list. What an input method is still composing is not searched for. */
export function ListWords({ state, input }: { state: ListState; input: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('list')
  const [typed, setTyped] = useState(state.words)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { words, setWords } = state
  useEffect(() => {
    if (document.activeElement !== input.current) setTyped(words)
  }, [words, input])
  const send = (text: string, composing: boolean) => {
    setTyped(text)
    clearTimeout(timer.current)
    if (!composing) timer.current = setTimeout(() => setWords(text.trim()), rest)
  }
  return (
    <label className={styles.words}>
      <Icon name="search" size={14} className="quiet" />
      <span className="visually-hidden">{t('searchLabel')}</span>
      <input
        ref={input}
        type="search"
        value={typed}
        placeholder={t('search')}
        onChange={(event) => send(event.target.value, (event.nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={(event) => send(event.currentTarget.value, false)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur()
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  )
}
