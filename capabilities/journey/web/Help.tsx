import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Current } from './apis.ts'
import styles from './journey.module.css'
import { Linked } from './Linked.tsx'

/** What customers get stuck on in this phase with what helps, and what we do for a customer like this one. */
export function Help({ accountId, current }: { accountId: string; current: Current }) {
  const { t } = useTranslation('journey')
  const { language } = useFormat()
  return (
    <>
      <details className={styles.fold}>
        <summary>{t('help.support')}</summary>
        <ul>
          {current.support.map((one) => (
            <li key={one.en}>
              {inLanguage(one, language)}
              <Linked accountId={accountId} plans={one.plans} content={one.content} />
            </li>
          ))}
        </ul>
        <Linked accountId={accountId} plans={current.plans} content={current.content} />
      </details>
      <details className={styles.fold}>
        <summary>{t('help.obstacles')}</summary>
        <ul>
          {current.obstacles.map((one) => (
            <li key={one.label.en}>
              {inLanguage(one.label, language)} <span className="quiet small">({t(`help.sides.${one.side}`)})</span>
              <div className="soft small">
                {t('help.open')}: {inLanguage(one.hint, language)}
              </div>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
