import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { messageStatuses, mayMoveBroadcast } from '#capabilities/outreach/core/words.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Broadcast, outreach } from './apis.ts'
import { BroadcastOutcome } from './BroadcastOutcome.tsx'
import { useBroadcastMoves } from './moves.ts'
import styles from './outreach.module.css'
import { useReason } from './useReason.ts'

/** How far a mail to many is, and each of its mails; it can be held up and stopped. */
export function BroadcastProgress({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('outreach')
  const { number } = useFormat()
  const may = useMay('outreach.manage')
  const move = useBroadcastMoves()
  const [stopping, setStopping] = useState(false)
  const { counts, status } = broadcast
  const over = counts.of - counts.planned - counts.queued
  return (
    <>
      <Section
        title={t('broadcast.progress')}
        actions={
          may ? (
            <>
              {(['pause', 'resume'] as const).map((one) =>
                mayMoveBroadcast(one, status) ? (
                  <Button key={one} size="xs" variant="default" onClick={() => void move(broadcast, one)}>
                    {t(`broadcast.moves.${one}`)}
                  </Button>
                ) : null,
              )}
              {mayMoveBroadcast('stop', status) ? (
                <Button size="xs" variant="default" color="red" onClick={() => setStopping(true)}>
                  {t('broadcast.moves.stop')}
                </Button>
              ) : null}
            </>
          ) : null
        }
      >
        <Bar
          value={counts.of === 0 ? 0 : (100 * over) / counts.of}
          label={`${t('broadcast.progress')} ${number(over)}/${number(counts.of)}`}
        />
        <dl className={styles.figures} style={{ marginTop: 10, flexWrap: 'wrap' }}>
          {(['of', 'planned', 'queued', 'sent', 'skipped', 'failed', 'replied'] as const).map((key) => (
            <div key={key}>
              <dt>{t(`broadcast.${key}`)}</dt>
              <dd className="num">{number(counts[key])}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <BroadcastOutcome broadcast={broadcast} />
      <Mails id={broadcast.id} />
      <ConfirmDialog
        opened={stopping}
        onClose={() => setStopping(false)}
        title={t('broadcast.moves.stop')}
        confirm={t('broadcast.moves.stop')}
        onConfirm={() => void move(broadcast, 'stop').then(() => setStopping(false))}
      >
        {t('broadcast.confirmStop', { count: counts.planned })}
      </ConfirmDialog>
    </>
  )
}

type Status = (typeof messageStatuses)[number]

function Mails({ id }: { id: string }) {
  const { t } = useTranslation('outreach')
  const { stamp } = useFormat()
  const reason = useReason()
  const [status, setStatus] = useState<Status | ''>('')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    outreach.broadcasts.messages.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id,
        limit: 50,
        ...(status ? { status } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
    }),
  )
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section
      title={t('broadcast.mails')}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('broadcast.filter')}
          value={status}
          data={[
            { value: '', label: t('broadcast.all') },
            ...messageStatuses
              .filter((one) => one !== 'held_out')
              .map((one) => ({ value: one, label: t(`status.${one}`) })),
          ]}
          onChange={(event) => setStatus(event.currentTarget.value as Status | '')}
        />
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[90, 80, 90]} />}
      {data && rows.length === 0 ? <p className="quiet">{t('broadcast.none')}</p> : null}
      <ul className={styles.mails}>
        {rows.map((one) => (
          <li key={one.id}>
            <span className={styles.what}>
              <Link to="/customers/$id" params={{ id: one.account.id }} search={{ tab: 'mails' }}>
                {one.account.name}
              </Link>{' '}
              {one.contact?.name}{' '}
              {one.half ? (
                <span className="quiet small">{t('broadcast.half', { half: one.half.toUpperCase() })}</span>
              ) : null}
            </span>
            <span>
              {t(`status.${one.status}`)}
              {one.reason ? <span className="quiet small"> {reason(one.reason, one.detail)}</span> : null}
            </span>
            <span className="quiet small num">{stamp(one.at)}</span>
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('broadcast.more')}
        </Button>
      ) : null}
    </Section>
  )
}
