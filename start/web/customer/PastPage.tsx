import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { customerQuery } from '#capabilities/accounts/web/customer/apis.ts'
import styles from '#capabilities/accounts/web/customer/Customer.module.css'
import { PastCustomerBand } from '#capabilities/accounts/web/past/PastCustomerBand.tsx'
import { PastHeader } from '#capabilities/accounts/web/past/PastHeader.tsx'
import { thenQuery } from '#capabilities/accounts/web/past/then.ts'
import { ReadOnly } from '#web/ReadOnly.tsx'
import { oneOf } from '#web/router/search.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { PastBody } from './PastBody.tsx'
import { pastTabs } from './tabs.ts'

/** A customer as of the end of a past day: what was known then, for reading alone. */
export function PastPage({ id, day, tab }: { id: string; day: string; tab: string | undefined }) {
  const { t } = useTranslation('customer')
  const { t: app } = useTranslation('app')
  const navigate = useNavigate({ from: '/customers/$id' })
  const customer = useQuery(customerQuery(id))
  const then = useQuery(thenQuery(id, day))
  const nameNow = customer.data?.account.name ?? '…'
  const wanted = oneOf(tab, pastTabs)
  const there = then.data?.past?.there ?? false
  const name = then.data?.facts.find((fact) => fact.key === 'account.name')?.value ?? nameNow
  const error = then.error ?? customer.error
  return (
    <Page
      title={String(name)}
      bare
      path={[{ label: app('customers'), to: '/customers', search: { asOf: day } }, { label: String(name) }]}
    >
      <PastCustomerBand
        day={day}
        then={then.data}
        onDay={(asOf) =>
          void navigate({ search: ({ asOf: _, ...now }) => (asOf ? { ...now, asOf } : now), replace: asOf !== null })
        }
      />
      {error ? <ErrorState error={error} onRetry={() => void then.refetch()} /> : null}
      {then.isPending && !error ? <BoneLines widths={[35, 55, 100, 100]} height={36} /> : null}
      {then.data && !there ? (
        <EmptyState icon="clock" title={t('past.notThere', { name: nameNow })}>
          {t('past.notThereText')}
        </EmptyState>
      ) : null}
      {then.data && there ? (
        <ReadOnly>
          <PastHeader then={then.data} nameNow={nameNow} />
          <nav className={styles.tabs} aria-label={t('tabs.label')}>
            {pastTabs.map((one) => (
              <Link
                key={one}
                to="/customers/$id"
                params={{ id }}
                search={{ asOf: day, ...(one === 'overview' ? {} : { tab: one }) }}
                className={styles.tab}
                activeOptions={{ exact: true }}
                aria-current={one === wanted ? 'page' : undefined}
                replace
                resetScroll={false}
              >
                {t(`tabs.${one}`)}
              </Link>
            ))}
          </nav>
          <Suspense fallback={<BoneLines widths={[60, 90, 80, 70]} />}>
            <PastBody id={id} day={day} tab={wanted} then={then.data} />
          </Suspense>
        </ReadOnly>
      ) : null}
    </Page>
  )
}
