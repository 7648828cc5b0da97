import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { findingAdvice, findingLabels, findingWeights } from '#capabilities/revenue/core/findingLabels.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import type { Finding } from '../apis.ts'
import styles from './checks.module.css'

/** One thing that is wrong with a contract: what, where, and what to do. `lead` stands before the place: whose it is. */
export function FindingLine({ finding, lead }: { finding: Finding; lead?: ReactNode }) {
  const { t } = useTranslation('revenue')
  const { language } = useFormat()
  const { contract, line, other, versionId } = finding
  const place = [contract.name ?? t('unnamed'), line && [line.product, line.plan].filter(Boolean).join(' ')]
  return (
    <li className={styles.finding}>
      <div className={styles.head}>
        <Chip tone={finding.weight === 'uncounted' ? 'risk' : 'watch'}>
          {inLanguage(findingWeights[finding.weight], language)}
        </Chip>
        <strong>{inLanguage(findingLabels[finding.kind], language)}</strong>
        <Days finding={finding} />
      </div>
      <div>
        {lead} {place.filter(Boolean).join(' · ')}
        {other ? ` ⇄ ${other.name ?? t('unnamed')}` : ''}
        {versionId ? (
          <>
            {' '}
            <Link
              to="/customers/$id"
              params={{ id: finding.account.id }}
              search={{ tab: 'contracts' }}
              hash={versionId}
            >
              {t('checks.toVersion')}
            </Link>
          </>
        ) : null}
      </div>
      <div className="quiet small">{inLanguage(findingAdvice[finding.kind], language)}</div>
    </li>
  )
}

function Days({ finding: { from, until, months } }: { finding: Finding }) {
  const { t } = useTranslation('revenue')
  const format = useFormat()
  if (months.length > 0) {
    const shown = months.slice(0, 6).map((month) => format.month(`${month}-01`))
    const more = months.length - shown.length
    return (
      <span className="quiet">
        {shown.join(format.language === 'ja' ? '、' : ', ')}
        {more > 0 ? ` ${t('checks.moreMonths', { count: more })}` : ''}
      </span>
    )
  }
  if (!from) return null
  const last = until && until > from ? format.dayTable(format.addDays(until, -1)) : ''
  return (
    <span className="quiet num">
      {format.dayTable(from)} — {last}
    </span>
  )
}
