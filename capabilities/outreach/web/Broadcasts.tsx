import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip, type Tone } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { type Broadcast, broadcastsQuery } from './apis.ts'
import styles from './outreach.module.css'

const tones: Record<Broadcast['status'], Tone> = {
  draft: 'plain',
  scheduled: 'info',
  running: 'brand',
  paused: 'watch',
  stopped: 'unknown',
  done: 'healthy',
}

export function StatusChip({ status }: { status: Broadcast['status'] }) {
  const { t } = useTranslation('outreach')
  return <Chip tone={tones[status]}>{t(`broadcast.statuses.${status}`)}</Chip>
}

/** The mails to many, the newest first, each with how far it is. */
export function Broadcasts() {
  const { t } = useTranslation('outreach')
  const { number, stamp } = useFormat()
  const { data, error, refetch } = useQuery(broadcastsQuery)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[60, 90, 60, 90]} />
  if (data.broadcasts.length === 0)
    return (
      <EmptyState
        icon="share"
        title={t('broadcast.empty')}
        action={
          <Button size="xs" component={Link} to="/outreach/broadcasts/new">
            {t('add.broadcast')}
          </Button>
        }
      >
        {t('broadcast.emptyText')}
      </EmptyState>
    )
  return (
    <ul className={styles.list}>
      {data.broadcasts.map((one) => (
        <li key={one.id} className={styles.line}>
          <div className={styles.lineBody}>
            <div className={styles.lineName}>
              <Link to="/outreach/broadcasts/$id" params={{ id: one.id }}>
                {one.name}
              </Link>
              <StatusChip status={one.status} />
            </div>
            <div className={styles.said}>
              {t('broadcast.by', { name: one.createdBy ?? '—', at: stamp(one.createdAt) })}
            </div>
          </div>
          <dl className={styles.figures}>
            {(['of', 'sent', 'skipped', 'replied'] as const).map((key) => (
              <div key={key}>
                <dt>{t(`broadcast.${key}`)}</dt>
                <dd className="num">{number(one.counts[key])}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
