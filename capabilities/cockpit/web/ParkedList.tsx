import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Row } from '#web/ui/Section.tsx'
import type { TodayItem } from './apis.ts'
import styles from './cockpit.module.css'

/** What does not fit into today, with the day it is proposed for. */
export function ParkedList({ items }: { items: readonly TodayItem[] }) {
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  if (items.length === 0) return null
  return (
    <details className={styles.fold}>
      <summary>
        {t('today.parkedTitle')} <span className="num">({items.length})</span>
      </summary>
      {items.map((item) => (
        <Row
          key={item.id}
          end={
            item.parkedFor
              ? t('today.parkedFor', { day: format.dayNear(item.parkedFor) })
              : format.moneyShort(item.rank.stake.amount.amount)
          }
        >
          <Link to="/customers/$id" params={{ id: item.account.id }}>
            {item.account.name}
          </Link>{' '}
          {inLanguage(item.title, format.language)}
        </Row>
      ))}
    </details>
  )
}
