import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon } from '#web/ui/Icon.tsx'
import type { CalendarDay } from '../apis.ts'
import { Standing, useMoney } from '../words.tsx'
import styles from './views.module.css'

type Marked = CalendarDay['marks'][number]

/** A renewal on a day of the calendar: `brief` in a cell of the month, in full in the list of a phone. */
export function Mark({ mark, brief = false }: { mark: Marked; brief?: boolean }) {
  const { t } = useTranslation(['renewalViews', 'renewals'])
  const money = useMoney()(mark.currency)
  const what = mark.what === 'notice' ? t('calendar.notice') : t('calendar.termEnd')
  const stand = mark.outcome
    ? t(`renewals:outcomes.${mark.outcome}`)
    : t(`renewals:categories.${mark.category ?? 'none'}`)
  return (
    <Link
      to="/renewals/$id"
      params={{ id: mark.id }}
      className={styles.mark}
      data-what={mark.what}
      data-stand={mark.outcome === 'lost' ? 'lost' : (mark.category ?? 'none')}
      title={`${what}: ${mark.account} · ${money.money(mark.atStake)} · ${stand}`}
      // In the sheet of a month one walks by days; the chosen day lists its renewals.
      tabIndex={brief ? -1 : undefined}
    >
      <Icon name={mark.what === 'notice' ? 'bell' : 'renew'} size={13} />
      <span className="visually-hidden">{what}: </span>
      <span className="clip">{mark.account}</span>
      {brief ? null : (
        <>
          <span className="num quiet">{money.moneyShort(mark.atStake)}</span>
          <Standing renewal={mark} />
        </>
      )}
    </Link>
  )
}
