import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { accountsContract } from '#capabilities/accounts/contract.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import { Icon, type IconName } from '#web/ui/Icon.tsx'
import { Page } from '#web/ui/Page.tsx'
import styles from './Guide.module.css'

const accounts = api<typeof accountsContract>('accounts')

/** How many customers meet a condition; the guide follows it while data arrives. */
function useCount(condition?: string): number | undefined {
  const { data } = useQuery(
    accounts.total.queryOptions({ input: condition ? { condition } : {}, refetchInterval: 5000 }),
  )
  return data?.accounts
}

/** Leads an empty workspace by the hand: customers in, usage connected, first scores. Each step shows how far it is. */
export function Guide() {
  const { t } = useTranslation('app')
  const format = useFormat()
  const all = useCount()
  const contracts = useCount('has(contract.started_on) || contacts.count > 0')
  const used = useCount('has(metric.last_seen_on)')
  const scored = useCount('has(health.score)')
  const shown = (count: number | undefined) => t('guide.count', { count: count ?? 0, shown: format.number(count ?? 0) })
  // One thing is to be done next, and that is the button.
  const next = !all ? 'customers' : !contracts ? 'contracts' : !used ? 'usage' : 'scores'
  const main = (step: typeof next) => (step === next ? { className: styles.main } : {})
  return (
    <Page title={t('guide.title')} narrow sub={t('guide.lead')}>
      <ol className={styles.steps}>
        <Step
          icon="import"
          done={(all ?? 0) > 0}
          title={t('guide.customers.title')}
          state={shown(all)}
          text={t('guide.customers.text')}
        >
          <Link to="/imports" {...main('customers')}>
            {t('guide.customers.import')}
          </Link>
        </Step>
        <Step
          icon="note"
          done={(contracts ?? 0) > 0}
          title={t('guide.contracts.title')}
          state={shown(contracts)}
          text={t('guide.contracts.text')}
        >
          <Link to="/imports" {...main('contracts')}>
            {t('guide.contracts.import')}
          </Link>
        </Step>
        <Step
          icon="pulse"
          done={(used ?? 0) > 0}
          title={t('guide.usage.title')}
          state={shown(used)}
          text={t('guide.usage.text')}
        >
          <Link to="/ingest" {...main('usage')}>
            {t('guide.usage.connect')}
          </Link>
          <Link to="/imports">{t('guide.usage.import')}</Link>
        </Step>
        <Step
          icon="score"
          done={(scored ?? 0) > 0}
          title={t('guide.scores.title')}
          state={shown(scored)}
          text={t('guide.scores.text')}
        >
          {(all ?? 0) > 0 ? (
            <>
              <Bar value={((scored ?? 0) / (all ?? 1)) * 100} label={shown(scored)} />
              {scored === 0 ? <p className="soft">{t('guide.scores.needs')}</p> : null}
              <Link to="/customers" search={{ sort: 'health.score' }} {...main('scores')}>
                {t('guide.scores.see')}
              </Link>
              <Link to="/">{t('guide.scores.today')}</Link>
            </>
          ) : null}
        </Step>
      </ol>
    </Page>
  )
}

function Step({
  icon,
  done,
  title,
  state,
  text,
  children,
}: {
  icon: IconName
  done: boolean
  title: string
  state: string
  text: string
  children: ReactNode
}) {
  return (
    <li className={styles.step} data-done={done || undefined}>
      <span className={styles.mark}>
        <Icon name={done ? 'check' : icon} size={20} />
      </span>
      <div className={styles.body}>
        <div className={styles.head}>
          <h2>{title}</h2>
          <span className="quiet small num" role="status">
            {state}
          </span>
        </div>
        <p className="soft">{text}</p>
        <div className={styles.links}>{children}</div>
      </div>
    </li>
  )
}
