import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { About } from '#capabilities/accounts/web/customer/About.tsx'
import type { Customer } from '#capabilities/accounts/web/customer/apis.ts'
import { Changes } from '#capabilities/accounts/web/customer/Changes.tsx'
import styles from '#capabilities/accounts/web/customer/Customer.module.css'
import { People } from '#capabilities/accounts/web/customer/People.tsx'
import { numberOf } from '#capabilities/accounts/web/customer/read.ts'
import { useLook } from '#capabilities/accounts/web/customer/useLook.ts'
import { CtaList } from '#capabilities/cockpit/web/CtaList.tsx'
import { Why } from '#capabilities/health/web/Why.tsx'
import { LinkedContext, type LinkedProps } from '#capabilities/journey/web/mapLinks.ts'
import { Path } from '#capabilities/journey/web/Path.tsx'
import { ContractsBrief } from '#capabilities/revenue/web/ContractsBrief.tsx'
import { useMay, useSees } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { JourneyLinks } from './JourneyLinks.tsx'
import { TimelinePart } from './TimelinePart.tsx'
import { useTouches } from './useTouches.ts'

const linksOf = (named: LinkedProps) => <JourneyLinks {...named} />

/** What one reads in ten seconds: what changed, why the score, the way so far, what was last said; beside it what to do and who is who. */
export function Overview({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customer')
  const { account } = customer
  const since = useLook(account.id)
  const touches = useTouches(account.id)
  const seesHealth = useMay('health.read')
  const seesJourney = useMay('journey.read')
  const seesSignals = useMay('signals.read')
  const seesMoney = useSees('money')
  return (
    <div className={styles.columns}>
      <div>
        {since ? <Changes id={account.id} since={since} /> : null}
        {seesHealth ? <Why accountId={account.id} blindShare={numberOf(customer.facts, 'usage.blind_share')} /> : null}
        {seesJourney ? (
          <LinkedContext value={linksOf}>
            <Path accountId={account.id} />
          </LinkedContext>
        ) : null}
        <Section
          title={t('tabs.timeline')}
          note={
            <Link to="/customers/$id" params={{ id: account.id }} search={{ tab: 'timeline' }}>
              {t('people.all')}
            </Link>
          }
        >
          <TimelinePart customer={customer} few={5} />
        </Section>
      </div>
      <aside aria-label={t('about.title')}>
        <div className={styles.first}>{seesSignals ? <CtaList account={account} /> : null}</div>
        <People customer={customer} touches={touches} few={6} />
        {seesMoney ? <ContractsBrief accountId={account.id} /> : null}
        <div className={styles.last}>
          <About customer={customer} />
        </div>
      </aside>
    </div>
  )
}
