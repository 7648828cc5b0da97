import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { outreach } from './apis.ts'
import own from './broadcast.module.css'
import styles from './outreach.module.css'
import type { Reached } from './Reach.tsx'
import { useFieldName } from './useReason.ts'

export type AskedReach = Parameters<typeof outreach.broadcasts.preview.call>[0]
type Behind = Pick<Reached['excluded'][number], 'detail'> & { reason: Reached['excluded'][number]['reason'] | null }

/** How many get a mail and how many are held back, by reason; each figure opens who is behind it. */
export function Figures({ asked, reached }: { asked: AskedReach; reached: Reached }) {
  const { t } = useTranslation('outreach')
  const { number, stamp } = useFormat()
  const named = useFieldName()
  const [open, setOpen] = useState<Behind | null>(null)
  const isOpen = ({ reason, detail }: Behind) => open?.reason === reason && open.detail === detail
  const figure = (one: Behind, label: string) => (
    <button
      type="button"
      className={own.figure}
      aria-expanded={isOpen(one)}
      onClick={() => setOpen(isOpen(one) ? null : one)}
    >
      {label}
    </button>
  )
  const whole = t('broadcast.reach', { customers: number(reached.customers), recipients: number(reached.recipients) })
  return (
    <>
      <strong>{figure({ reason: null, detail: '' }, whole)}</strong>
      {reached.excluded.length > 0 ? (
        <ul className={own.behind} aria-label={t('broadcast.heldBack')}>
          {reached.excluded.map(({ reason, detail, count }) => (
            <li key={`${reason} ${detail}`}>
              {figure(
                { reason, detail },
                t(`broadcast.excluded.${reason}`, { count, number: number(count), field: named(detail) }),
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {reached.opensAt ? <p className="quiet small">{t('broadcast.opensAt', { at: stamp(reached.opensAt) })}</p> : null}
      {reached.more ? <p className="quiet small">{t('broadcast.onlyFirst')}</p> : null}
      {open ? <People asked={asked} behind={open} /> : null}
    </>
  )
}

function People({ asked, behind }: { asked: AskedReach; behind: Behind }) {
  const { t } = useTranslation('outreach')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    outreach.broadcasts.recipients.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...asked, ...behind, limit: 50, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
    }),
  )
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[80, 70, 80]} />
  return (
    <>
      <ul className={styles.mails}>
        {data.pages
          .flatMap((page) => page.rows)
          .map(({ account, contact }) => (
            <li key={`${account.id} ${contact?.id}`}>
              <span className={styles.what}>
                <Link to="/customers/$id" params={{ id: account.id }} search={{ tab: 'mails' }}>
                  {account.name}
                </Link>{' '}
                {contact?.name}
              </span>
            </li>
          ))}
      </ul>
      {hasNextPage ? (
        <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('broadcast.more')}
        </Button>
      ) : null}
    </>
  )
}
