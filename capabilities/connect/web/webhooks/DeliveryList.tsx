import { Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import { Row } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Delivery, webhooks } from './apis.ts'
import { eventKey } from './eventKey.ts'
import styles from './webhooks.module.css'

const tones = { due: 'watch', leased: 'info', done: 'healthy', failed: 'risk' } as const
const filters = ['all', 'due', 'done', 'failed'] as const
type Filter = (typeof filters)[number]

/** As many as are looked at without being asked for more. */
const pageSize = 8

const deliveriesOf = (id: string, filter: Filter) =>
  webhooks.deliveries.infiniteOptions({
    input: (cursor: string | undefined) => ({
      id,
      limit: cursor ? 50 : pageSize,
      ...(filter === 'all' ? {} : { status: filter }),
      ...(cursor ? { cursor } : {}),
    }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
  })

/** What was told to an endpoint, newest first, each with what was answered; what failed can be sent again at once. */
export function DeliveryList({ id, onReplay, busy }: { id: string; onReplay: () => void; busy: boolean }) {
  const { t } = useTranslation('webhooks')
  const [filter, setFilter] = useState<Filter>('all')
  const asked = { ...deliveriesOf(id, filter), refetchInterval: 5000, placeholderData: keepPreviousData }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(asked)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  const rows = data.pages.flatMap((page) => page.rows)
  return (
    <div className={styles.list}>
      <div className={styles.tools}>
        <SegmentedControl
          size="xs"
          aria-label={t('filter')}
          value={filter}
          onChange={setFilter}
          data={filters.map((value) => ({ value, label: value === 'all' ? t('all') : t(`statuses.${value}`) }))}
        />
        {filter === 'failed' && rows.length > 0 ? (
          <Button size="compact-xs" variant="default" loading={busy} onClick={onReplay}>
            {t('replayFailed')}
          </Button>
        ) : null}
      </div>
      {rows.length === 0 ? <p className="quiet small">{t(filter === 'all' ? 'noDeliveries' : 'noSuch')}</p> : null}
      {rows.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} />
      ))}
      {hasNextPage ? (
        <MoreButton disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('older')}
        </MoreButton>
      ) : null}
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
