import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { type Definition, type Formula, written } from './definition.ts'
import styles from './Why.module.css'

/** How a figure comes about: its formula, the numbers put in, the conventions it is told by, and where it leads. */
export function WhyText({
  definition,
  settled,
  onLeave,
}: {
  definition: Definition
  settled: Conventions | undefined
  /** One follows where it leads. */
  onLeave: () => void
}) {
  const { t } = useTranslation('conventions')
  const { name, told = [], parts = [], conventions = [], leads } = definition
  return (
    <div className={styles.definition}>
      <strong>{name}</strong>
      {told.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {definition.terms.length > 0 ? (
        <>
          <span className="quiet">{t('why.formula')}</span>
          <p>
            {name} = {written(definition, 'name')}
          </p>
          <span className="quiet">{t('why.worked')}</span>
          <Worked formula={definition} />
        </>
      ) : null}
      {parts.map((part) => (
        <div key={part.name}>
          <span className="quiet">
            {part.name} = {written(part, 'name')}
          </span>
          <Worked formula={part} />
        </div>
      ))}
      {conventions.length > 0 ? <span className="quiet">{t('why.counted')}</span> : null}
      {settled
        ? conventions.map((key) => (
            <p key={key}>
              {t(`names.${key}`)}: {t(choiceName(key, settled[key]))}
            </p>
          ))
        : null}
      {leads ? (
        <Link
          to="/revenue"
          search={(before: Record<string, string | undefined>) => ({ ...before, ...leads.search })}
          onClick={onLeave}
        >
          {leads.text}
        </Link>
      ) : null}
      {conventions.length > 0 || !leads ? (
        <Link to="/settings/$part" params={{ part: 'revenue' }}>
          {t('why.settings')}
        </Link>
      ) : null}
    </div>
  )
}

function Worked({ formula }: { formula: Formula }) {
  return (
    <p className="num">
      {written(formula, 'text')} = <b>{formula.value}</b>
    </p>
  )
}

/** Where the words of a choice stand. */
function choiceName<Key extends keyof Conventions>(key: Key, value: Conventions[Key]) {
  const word = typeof value === 'number' && key === 'reactivatedWithinDays' ? 'days' : String(value)
  return `choices.${key}.${word}.name` as 'choices.pauses.churn.name'
}
