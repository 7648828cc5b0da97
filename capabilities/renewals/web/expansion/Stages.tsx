import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import type { expansion } from './apis.ts'
import styles from './expansion.module.css'
import type { ExpansionSearch } from './search.ts'

type Stage = Awaited<ReturnType<typeof expansion.totals.call>>['stages'][number]

/** How many there are in each stage, and what they add up to; choosing one shows it alone. */
export function Stages({ stages, search }: { stages: readonly Stage[]; search: ExpansionSearch }) {
  const { t } = useTranslation('expansion')
  const format = useFormat()
  const { stage: chosen, id: _id, ...rest } = search
  return (
    <div className={styles.stages} role="group" aria-label={t('stagesLabel')}>
      {stages.map(({ stage, count, amount, held }) => (
        <Link
          key={stage}
          to="/renewals/expansion"
          search={stage === chosen ? rest : { ...rest, stage }}
          className={styles.stage}
          activeOptions={{ exact: true, includeSearch: true }}
          data-chosen={stage === chosen || undefined}
          aria-current={stage === chosen ? 'true' : undefined}
        >
          <span className={styles.stageName}>{t(`stages.${stage}`)}</span>
          <strong className="num" title={format.money(amount)}>
            {format.moneyShort(amount)}
          </strong>
          <span className="quiet num">
            {t('count', { count })}
            {held > 0 ? ` · ${t('heldCount', { count: held })}` : null}
          </span>
        </Link>
      ))}
    </div>
  )
}
