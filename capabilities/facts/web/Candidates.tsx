import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { labelsOf } from '#capabilities/facts/core/condition/complete.ts'
import styles from './ConditionEditor.module.css'
import type { Offers } from './useCandidates.ts'

/** What may be written at the caret, under it; each with what people call it. */
export function Candidates({ offers, catalogue }: { offers: Offers; catalogue: Catalogue }) {
  const { t, i18n } = useTranslation('facts')
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const paper = list.current?.parentElement
    const mark = paper?.querySelector<HTMLElement>('[data-caret]')
    if (!list.current || !paper || !mark) return
    list.current.style.left = `${Math.max(0, Math.min(mark.offsetLeft, paper.clientWidth - list.current.offsetWidth))}px`
    list.current.style.top = `${mark.offsetTop + mark.offsetHeight + 4}px`
  })
  if (offers.candidates.length === 0) return <ul id={offers.listId} role="listbox" hidden />
  return (
    <ul
      ref={list}
      id={offers.listId}
      role="listbox"
      aria-label={t('condition.candidates')}
      className={styles.candidates}
    >
      {offers.candidates.map((candidate, at) => {
        const labels = labelsOf(candidate, catalogue)
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
          <li
            key={candidate.text}
            id={offers.optionId(at)}
            role="option"
            aria-selected={at === offers.active}
            data-kind={candidate.kind}
            // The field must not lose the focus to the list.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => offers.choose(candidate)}
          >
            <code>{candidate.text}</code>
            <span className="quiet small clip">{i18n.language === 'en' ? labels[1] : labels[0]}</span>
          </li>
        )
      })}
    </ul>
  )
}
