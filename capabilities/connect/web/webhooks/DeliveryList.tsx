import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Delivery, webhooks } from './apis.ts'
import { eventKey } from './eventKey.ts'
import styles from './webhooks.module.css'

const tones = { due: 'watch', leased: 'info', done: 'healthy', failed: 'risk' } as const
const shown = 8

/** What was told to an endpoint lately, each with what was answered. */
export function DeliveryList({ id }: { id: string }) {
  const { t } = useTranslation('webhooks')
  const { data, error, refetch } = useQuery({
    ...webhooks.deliveries.queryOptions({ input: { id, limit: shown } }),
    refetchInterval: 5000,
  })
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <div className={styles.list}>
      {data.rows.length === 0 ? <p className="quiet small">{t('noDeliveries')}</p> : null}
      {data.rows.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} />
      ))}
      {data.next ? <p className="quiet small">{t('older', { count: shown })}</p> : null}
    </div>
  )
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const queries = useQueryClient()
  const replay = useMutation(
    webhooks.replayOne.mutationOptions({
      onSuccess: () => toast(t('replayed', { count: 1 })),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: () => queries.invalidateQueries({ queryKey: webhooks.key() }),
    }),
  )
  const { id, type, status, at, attempts, nextAt, log, payload } = delivery
  const next = nextAt && attempts > 0 ? t('nextAt', { when: format.stamp(nextAt) }) : null
  return (
    <Row
      lead={<Chip tone={tones[status]}>{t(`statuses.${status}`)}</Chip>}
      end={<time dateTime={at}>{format.ago(at)}</time>}
    >
      <details className={styles.details}>
        <summary>
          {t(`events.${eventKey(type)}`)} <span className="quiet small">{next}</span>
        </summary>
        {log.map((attempt) => (
          <div key={attempt.at} className="small">
            {format.stamp(attempt.at)} · {attempt.error ? t(`errors.${attempt.error}`) : `HTTP ${attempt.status}`} ·{' '}
            {t('ms', { ms: attempt.ms })} <span className="quiet">{attempt.answer}</span>
          </div>
        ))}
        <pre className={styles.payload} tabIndex={0} aria-label={t('payload')}>
          {JSON.stringify(payload, null, 2)}
        </pre>
        {status === 'leased' ? null : (
          <Button size="compact-xs" variant="default" loading={replay.isPending} onClick={() => replay.mutate({ id })}>
            {t('replay')}
          </Button>
        )}
      </details>
    </Row>
  )
}
