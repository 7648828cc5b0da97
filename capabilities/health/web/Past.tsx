import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { factsContract } from '#capabilities/facts/contract.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/session.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import styles from './health.module.css'

const past = api<typeof factsContract>('facts').past

type Found = Awaited<ReturnType<typeof past.find.call>>

/** What is known of the time before Banso: worked out when it is asked for, in the background. */
export function Past() {
  const { t } = useTranslation('health')
  const queries = useQueryClient()
  const found = useQuery(past.find.queryOptions({}))
  const rebuild = useMutation(
    past.rebuild.mutationOptions({
      onSuccess: (data) => queries.setQueryData(past.find.queryOptions({}).queryKey, data),
    }),
  )
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  const { data } = found
  if (!data?.begins) return null
  const busy = data.rebuilt?.state === 'waiting' || data.rebuilt?.state === 'working'
  return (
    <p className={`small ${styles.lead}`} role="status">
      <Told found={data} />{' '}
      {busy ? null : (
        <Button size="compact-xs" variant="default" loading={rebuild.isPending} onClick={() => rebuild.mutate({})}>
          {t(data.rebuilt ? 'backTest.past.again' : 'backTest.past.ask')}
        </Button>
      )}
    </p>
  )
}

function Told({ found: { begins, rebuilt } }: { found: Found }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const shown = { begins: format.day(begins) }
  if (!rebuilt) return t('backTest.past.none', shown)
  if (rebuilt.state === 'failed') return t('backTest.past.failed')
  if (rebuilt.state !== 'done') return t('backTest.past.working', { done: rebuilt.done })
  if (!rebuilt.from || !rebuilt.to) return t('backTest.past.empty', shown)
  const span = { from: format.month(rebuilt.from), to: format.month(rebuilt.to), months: rebuilt.months }
  return t('backTest.past.there', { ...shown, ...span })
}
