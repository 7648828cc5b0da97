import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import type { OtherCurrency } from '../apis.ts'
import styles from './views.module.css'

/** What other currencies were told at, and what is in no sum and why. Nothing where everything is in the workspace's own. */
export function SumNotes({ currencies, noAmount }: { currencies: readonly OtherCurrency[]; noAmount: number }) {
  const { t } = useTranslation('renewalViews')
  const format = useFormat()
  const notes = currencies.map(({ currency, count, on, rate }) =>
    on === null || rate === null
      ? { text: t('sums.noRate', { currency, count }), lacks: true }
      : {
          text: t('sums.converted', {
            currency,
            count,
            day: format.dayPlain(on),
            rate: `${Number(rate)} ${format.currency}`,
          }),
          lacks: false,
        },
  )
  if (notes.length === 0 && noAmount === 0) return null
  return (
    <p className={styles.notes} role="note">
      {notes.map(({ text, lacks }) => (
        <span key={text} data-lacks={lacks || undefined}>
          {text}{' '}
        </span>
      ))}
      {noAmount > 0 ? <span data-lacks>{t('sums.noAmount', { count: noAmount })} </span> : null}
      {notes.some(({ lacks }) => lacks) ? (
        <Link to="/settings/$part" params={{ part: 'revenue' }}>
          {t('sums.toRates')}
        </Link>
      ) : null}
    </p>
  )
}
