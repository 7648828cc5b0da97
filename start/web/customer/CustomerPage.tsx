import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { customerQuery } from '#capabilities/accounts/web/customer/apis.ts'
import styles from '#capabilities/accounts/web/customer/Customer.module.css'
import { CustomerHeader } from '#capabilities/accounts/web/customer/CustomerHeader.tsx'
import { CustomerMenu } from '#capabilities/accounts/web/customer/CustomerMenu.tsx'
import { numberOf } from '#capabilities/accounts/web/customer/read.ts'
import { AccountArr } from '#capabilities/revenue/web/AccountArr.tsx'
import { oneOf, pastDayOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { intoSight } from '#web/ui/intoSight.ts'
import { Page } from '#web/ui/Page.tsx'
import { PastButton } from '#web/ui/PastBand.tsx'
import { Overview } from './Overview.tsx'
import { customerTabs } from './tabs.ts'
import { TimelinePart } from './TimelinePart.tsx'

const parts = {
  health: lazy(() => import('./HealthPart.tsx').then((module) => ({ default: module.HealthPart }))),
  plan: lazy(() => import('./PlanPart.tsx').then((module) => ({ default: module.PlanPart }))),
  hearing: lazy(() => import('./HearingPart.tsx').then((module) => ({ default: module.HearingPart }))),
  mails: lazy(() => import('./MailsPart.tsx').then((module) => ({ default: module.MailsPart }))),
  timeline: TimelinePart,
  usage: lazy(() => import('./UsagePart.tsx').then((module) => ({ default: module.UsagePart }))),
  people: lazy(() => import('./PeoplePart.tsx').then((module) => ({ default: module.PeoplePart }))),
  contracts: lazy(() => import('./ContractsPart.tsx').then((module) => ({ default: module.ContractsPart }))),
  inquiries: lazy(() => import('./InquiriesPart.tsx').then((module) => ({ default: module.InquiriesPart }))),
}

const PastPage = lazy(() => import('./PastPage.tsx').then((module) => ({ default: module.PastPage })))

/** Everything about one customer on one page, as it is now or as of a past day that the address names. */
export function CustomerPage() {
  const { id } = useParams({ from: '/frame/customers/$id' })
  const search = useSearch({ from: '/frame/customers/$id' })
  const { asOf } = pastDayOf(search)
  const { today } = useFormat()
  if (asOf === undefined || asOf >= today()) return <CustomerNow id={id} tab={search.tab} />
  return (
    <Suspense fallback={<BoneLines widths={[100, 35, 55, 100]} height={36} />}>
      <PastPage id={id} day={asOf} tab={search.tab} />
    </Suspense>
  )
}

function CustomerNow({ id, tab }: { id: string; tab: string | undefined }) {
  const { t } = useTranslation('customer')
  const { t: app } = useTranslation('app')
  const navigate = useNavigate({ from: '/customers/$id' })
  const customer = useQuery(customerQuery(id))
  const name = customer.data?.account.name ?? '…'
  const shown = oneOf(tab, customerTabs)
  const Part = shown === 'overview' ? null : parts[shown]
  return (
    <Page title={name} bare path={[{ label: app('customers'), to: '/customers' }, { label: name }]}>
      {customer.error ? (
        <>
          <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
          <p>
            <Link to="/customers">{t('toList')}</Link>
          </p>
        </>
      ) : null}
      {customer.isPending ? <BoneLines widths={[35, 55, 100, 100]} height={36} /> : null}
      {customer.data ? (
        <CustomerHeader
          customer={customer.data}
          opened={{ arr: <AccountArr accountId={id} value={numberOf(customer.data.facts, 'contract.arr')} /> }}
          actions={
            <>
              <PastButton onDay={(asOf) => void navigate({ search: (now) => ({ ...now, asOf }) })} />
              <CustomerMenu customer={customer.data} />
            </>
          }
        />
      ) : null}
      {customer.error ? null : (
        <nav className={styles.tabs} aria-label={t('tabs.label')}>
          {customerTabs.map((one) => (
            <Link
              key={one}
              to="/customers/$id"
              params={{ id }}
              search={one === 'overview' ? {} : { tab: one }}
              className={styles.tab}
              activeOptions={{ exact: true }}
              aria-current={one === shown ? 'page' : undefined}
              ref={one === shown ? intoSight : undefined}
              replace
              resetScroll={false}
            >
              {t(`tabs.${one}`)}
            </Link>
          ))}
        </nav>
      )}
      {customer.data ? (
        <Suspense fallback={<BoneLines widths={[60, 90, 80, 70]} />}>
          {Part ? <Part customer={customer.data} /> : <Overview customer={customer.data} />}
        </Suspense>
      ) : null}
    </Page>
  )
}
