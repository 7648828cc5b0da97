import { useTranslation } from 'react-i18next'
import type { ReasonKey } from '#capabilities/revenue/core/reconcile/reason.ts'
import { reasonLabels } from '#capabilities/revenue/core/reconcile/words.ts'
import { useFormat } from '#web/session.ts'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import styles from '../revenue.module.css'
import { useAsked } from '../useAsked.ts'
import type { Reconciliation } from './apis.ts'

/** What the differences come to by reason, the largest first; a reason shows its customers alone. */
export function ReasonTable({ totals, chosen }: { totals: Reconciliation['totals']; chosen: ReasonKey | undefined }) {
  const { t } = useTranslation('reconcile')
  const format = useFormat()
  const { set } = useAsked()
  const rows = totals.reasons.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  return (
    <Section
      title={t('reasons.title')}
      note={t('reasons.note')}
      actions={
        chosen ? (
          <button type="button" className={styles.link} onClick={() => set({ why: '' })}>
            {t('reasons.all')}
          </button>
        ) : null
      }
      flush
    >
      <Scroll label={t('reasons.title')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('reasons.reason')}</th>
              <th scope="col">{t('reasons.accounts')}</th>
              <th scope="col">{t('reasons.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ reason, accounts, difference }) => (
              <tr key={reason}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.link}
                    aria-pressed={reason === chosen}
                    onClick={() => set({ why: reason === chosen ? '' : reason })}
                  >
                    {reasonLabels[reason][format.language]}
                  </button>
                </th>
                <td>{format.number(accounts)}</td>
                <td>{signed(difference, format.money)}</td>
              </tr>
            ))}
            <tr data-sum>
              <th scope="row">{t('reasons.total')}</th>
              <td>{format.number(rows.reduce((sum, { accounts }) => sum + accounts, 0))}</td>
              <td>{signed(totals.theirs - totals.ours, format.money)}</td>
            </tr>
          </tbody>
        </table>
      </Scroll>
    </Section>
  )
}

/** A difference with its sign: +¥1,000, −¥1,000, ±0. */
export function signed(amount: number, money: (amount: number) => string): string {
  return amount === 0 ? '±0' : `${amount < 0 ? '−' : '+'}${money(Math.abs(amount))}`
}
