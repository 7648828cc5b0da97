import { Popover } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import styles from './Why.module.css'

/** A summand of a formula: what it is called, and how it is written with its number. */
export type Term = { name: string; text: string; sign?: '+' | '−' }

/** How a figure is made: what is added up, by what it is divided (or times what), and which conventions it goes by. */
export type Definition = {
  name: string
  terms: readonly Term[]
  by?: Term & { how: '÷' | '×' }
  value: string
  conventions?: readonly (keyof Conventions)[]
}

/** A figure that opens: its formula, the numbers put in, and the conventions it is told by. */
export function Why({
  definition,
  settled,
  children,
}: {
  definition: Definition
  settled: Conventions | undefined
  children?: ReactNode
}) {
  const { t } = useTranslation('conventions')
  const [opened, setOpened] = useState(false)
  const { name, terms, by, value, conventions = [] } = definition
  const line = (text: (term: Term) => string) => {
    const sum = terms.map((term, at) => `${at > 0 || term.sign === '−' ? `${term.sign ?? '+'} ` : ''}${text(term)}`)
    const whole = sum.join(' ')
    return by ? `${terms.length > 1 ? `(${whole})` : whole} ${by.how} ${text(by)}` : whole
  }
  return (
    <Popover opened={opened} onChange={setOpened} width={340} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={styles.why}
          aria-label={`${value} — ${t('why.open', { name })}`}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {children ?? value}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>
        <div className={styles.definition}>
          <strong>{name}</strong>
          <span className="quiet">{t('why.formula')}</span>
          <p>
            {name} = {line((term) => term.name)}
          </p>
          <span className="quiet">{t('why.worked')}</span>
          <p className="num">
            {line((term) => term.text)} = <b>{value}</b>
          </p>
          {conventions.length > 0 ? <span className="quiet">{t('why.counted')}</span> : null}
          {settled
            ? conventions.map((key) => (
                <p key={key}>
                  {t(`names.${key}`)}: {t(choiceName(key, settled[key]))}
                </p>
              ))
            : null}
          <Link to="/settings/$part" params={{ part: 'revenue' }}>
            {t('why.settings')}
          </Link>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Where the words of a choice stand. */
function choiceName<Key extends keyof Conventions>(key: Key, value: Conventions[Key]) {
  const word = typeof value === 'number' && key === 'reactivatedWithinDays' ? 'days' : String(value)
  return `choices.${key}.${word}.name` as 'choices.pauses.churn.name'
}
