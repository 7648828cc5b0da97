import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import { type RecentEvent, usage } from './apis.ts'
import styles from './usage.module.css'

/** The events that arrived last; one opens into what it says. */
export function RecentEvents() {
  const { t } = useTranslation('usage')
  const { data, error, refetch } = useQuery(usage.live.recent.queryOptions())
  const [open, setOpen] = useState<RecentEvent | null>(null)
  return (
    <Section title={t('recent.title')} note={t('recent.note')} flush>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[90, 90, 90, 90]} height={44} />}
      <div className={styles.stream} tabIndex={0} role="region" aria-label={t('recent.title')}>
        {data?.events.map((event) => (
          <EventLine key={event.message} event={event} onOpen={() => setOpen(event)} />
        ))}
      </div>
      <EventDialog event={open} onClose={() => setOpen(null)} />
    </Section>
  )
}

function useEventName(): (event: RecentEvent) => string {
  const { t } = useTranslation('usage')
  return ({ event, kind, group }) =>
    event || (kind === 'group' && group ? `${t('recent.kinds.group')}: ${group}` : t(`recent.kinds.${kind}`))
}

function EventLine({ event, onOpen }: { event: RecentEvent; onOpen: () => void }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const name = useEventName()(event)
  return (
    <button type="button" className={styles.event} onClick={onOpen}>
      <time dateTime={event.receivedAt}>{format.clock(event.receivedAt)}</time>
      <span className={styles.eventName}>{name}</span>
      <span>
        {event.clockAhead > 0 ? <Chip tone="watch">{t('recent.ahead')}</Chip> : null}{' '}
        <Chip>{t(`recent.kinds.${event.kind}`)}</Chip>
      </span>
      <span className={styles.eventWho}>
        {event.user || t('recent.noUser')} · {event.account?.name ?? t('recent.nobody')}
      </span>
    </button>
  )
}

function EventDialog({ event, onClose }: { event: RecentEvent | null; onClose: () => void }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const nameOf = useEventName()
  const written = (value: object) => JSON.stringify(value, null, 2)
  return (
    <Dialog opened={event !== null} onClose={onClose} title={event ? nameOf(event) : ''} size={560}>
      {event ? (
        <>
          <Pairs>
            <Pair name={t('recent.at')}>{format.stamp(event.at)}</Pair>
            <Pair name={t('recent.received')}>{format.stamp(event.receivedAt)}</Pair>
            <Pair name={t('recent.user')}>{event.user || t('recent.noUser')}</Pair>
            <Pair name={t('recent.group')}>
              {event.group ?? '—'} · {event.account?.name ?? t('recent.nobody')}
            </Pair>
          </Pairs>
          {(['props', 'traits'] as const).map((part) =>
            Object.keys(event[part]).length === 0 ? null : (
              <div key={part}>
                <h3 className="small quiet">{t(`recent.${part}`)}</h3>
                <pre className={styles.code}>{written(event[part])}</pre>
              </div>
            ),
          )}
        </>
      ) : null}
    </Dialog>
  )
}
