import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { catalogueQuery } from '#capabilities/accounts/web/customer/apis.ts'
import styles from '#capabilities/accounts/web/customer/Customer.module.css'
import { PastFacts } from '#capabilities/accounts/web/past/PastFacts.tsx'
import { PastScore } from '#capabilities/accounts/web/past/PastScore.tsx'
import type { Then } from '#capabilities/accounts/web/past/then.ts'
import past from '#capabilities/accounts/web/past/past.module.css'
import { factOwners, ownerOf } from '#capabilities/facts/core/owners.ts'
import { Timeline } from '#capabilities/timeline/web/Timeline.tsx'
import { useMay } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { pastTabs } from './tabs.ts'
import { useSignals } from './useSignals.tsx'

type Part = { id: string; day: string; then: Then }

/** What is shown of a customer as of a past day below its head. */
export function PastBody({ tab, ...part }: Part & { tab: (typeof pastTabs)[number] }) {
  if (tab === 'timeline') return <PastTimeline {...part} />
  return tab === 'facts' ? <AllFacts {...part} /> : <PastOverview {...part} />
}

function PastOverview({ id, day, then }: Part) {
  const { t } = useTranslation('customer')
  const seesHealth = useMay('health.read')
  const seesSignals = useMay('signals.read')
  const ownerOfKey = useOwners()
  const all = (tab: 'timeline' | 'facts') => (
    <Link to="/customers/$id" params={{ id }} search={{ asOf: day, tab }}>
      {t(tab === 'facts' ? 'past.allFacts' : 'people.all')}
    </Link>
  )
  return (
    <div className={styles.columns}>
      <div>
        {seesHealth ? <PastScore then={then} /> : null}
        <Section title={t('tabs.timeline')} note={all('timeline')}>
          <PastTimeline id={id} day={day} few={5} />
        </Section>
      </div>
      <aside aria-label={t('tabs.facts')}>
        {seesSignals ? (
          <PastFacts title={t('past.ctas')} then={then} of={(fact) => ownerOfKey(fact.key) === 'cockpit'} />
        ) : null}
        <PastFacts title={t('tabs.contracts')} then={then} of={(fact) => ownerOfKey(fact.key) === 'revenue'} />
        <PastFacts title={t('people.title')} then={then} of={(fact) => fact.key.startsWith('contacts.')} />
        <p className="quiet small">
          {t('past.todayOnly')} {all('facts')}
        </p>
      </aside>
    </div>
  )
}

function PastTimeline({ id, day, few }: { id: string; day: string; few?: number }) {
  const { t } = useTranslation('customer')
  const signals = useSignals(id, day)
  return (
    <div className={styles.reading}>
      <p className={`quiet small ${past.above}`}>{t('past.timeline')}</p>
      <Timeline accountId={id} people={[]} between={signals} until={day} {...(few === undefined ? {} : { few })} />
    </div>
  )
}

function AllFacts({ then }: Part) {
  const { t } = useTranslation('facts')
  const ownerOfKey = useOwners()
  return (
    <div className={past.facts}>
      {factOwners.map((owner) => (
        <PastFacts key={owner} title={t(`owners.${owner}`)} then={then} of={(fact) => ownerOfKey(fact.key) === owner} />
      ))}
    </div>
  )
}

/** What a fact is about, by its key. */
function useOwners(): (key: string) => string | undefined {
  const { data } = useQuery(catalogueQuery)
  const known = new Map((data?.facts ?? []).map((fact) => [fact.key, ownerOf(fact)]))
  return (key) => known.get(key)
}
