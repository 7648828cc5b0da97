import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CustomerHeader } from '#capabilities/accounts/web/customer/CustomerHeader.tsx'
import { customerQuery } from '#capabilities/accounts/web/customer/apis.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'

/** Everything about one customer on one page. */
export function CustomerPage() {
  const { t } = useTranslation('app')
  const { id } = useParams({ from: '/frame/customers/$id' })
  const customer = useQuery(customerQuery(id))
  const name = customer.data?.account.name ?? '…'
  return (
    <Page title={name} bare path={[{ label: t('customers'), to: '/customers' }, { label: name }]}>
      {customer.error ? <ErrorState error={customer.error} onRetry={() => void customer.refetch()} /> : null}
      {customer.data ? <CustomerHeader customer={customer.data} /> : null}
    </Page>
  )
}
