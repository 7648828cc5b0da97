import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { useFormat } from '#web/session.ts'
import { Scroll } from '#web/ui/Scroll.tsx'
import { measures } from '../apis.ts'
import styles from '../revenue.module.css'

const shown = ['mrr', 'customers', 'nrr', 'grr', 'customerChurn', 'netChurn', 'quickRatio', 'won', 'left'] as const
type Shown = (typeof shown)[number]

/** What the figures of the last twelve whole months become by the conventions that are chosen, before they are saved. */
export function Effect({ conventions, derives }: { conventions: Conventions; derives: boolean }) {
  const { t } = useTranslation('conventions')
  const format = useFormat()
  const { data } = useQuery({
    ...measures.effect.queryOptions({ input: { conventions } }),
    placeholderData: keepPreviousData,
  })
  if (!data) return <p className="quiet">{t('effect.loading')}</p>
  const note = derives ? t('effect.derives', { count: data.accounts, shown: format.number(data.accounts) }) : null
  if (!data.figures) return <p>{note ?? t('effect.tooMany')}</p>
  const { before, after } = data.figures
  const text = (key: Shown, value: number | null) => {
    if (key === 'mrr') return format.money(value)
    if (key === 'customers' || key === 'won' || key === 'left' || key === 'quickRatio') return format.number(value)
    return format.percent(value === null ? null : Math.round(value * 1000) / 10)
  }
  const changed = shown.filter((key) => text(key, before[key]) !== text(key, after[key]))
  return (
    <>
      <p className="small">
        {changed.length === 0 ? t('effect.none') : t('effect.title')} {note}
      </p>
      {changed.length > 0 ? (
        <Scroll label={t('effect.title')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('effect.figure')}</th>
                <th scope="col">{t('effect.before')}</th>
                <th scope="col">{t('effect.after')}</th>
              </tr>
            </thead>
            <tbody>
              {changed.map((key) => (
                <tr key={key}>
                  <th scope="row">{t(`effect.figures.${key}`)}</th>
                  <td>{text(key, before[key])}</td>
                  <td>
                    <strong>{text(key, after[key])}</strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
    </>
  )
}
