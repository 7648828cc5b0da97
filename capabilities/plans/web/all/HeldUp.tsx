import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { plans } from '../apis.ts'
import styles from './all.module.css'
import type { PlansSearch } from './search.ts'

type HeldUpStep = Awaited<ReturnType<typeof plans.totals.call>>['heldUpBy'][number]

/** At which steps plans are held up, the most first; choosing one shows its plans alone. */
export function HeldUp({ steps, search }: { steps: readonly HeldUpStep[]; search: PlansSearch }) {
  const { t } = useTranslation('plans')
  const { language } = useFormat()
  if (steps.length === 0) return null
  const { step: chosen, standing: _standing, ...rest } = search
  return (
    <nav className={styles.held} aria-label={t('all.heldUpBy')}>
      <span className="quiet">{t('all.heldUpBy')}</span>
      {steps.slice(0, 5).map(({ key, name, plans: count }) => (
        <Link
          key={key}
          to="/plans"
          search={key === chosen ? rest : { ...rest, step: key }}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={key === chosen ? 'true' : undefined}
        >
          {inLanguage(name, language)} <span className="num">{t('count', { count })}</span>
        </Link>
      ))}
    </nav>
  )
}
