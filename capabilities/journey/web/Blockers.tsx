import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import type { Blocker, Path } from './apis.ts'
import styles from './journey.module.css'
import { useBlockers } from './useBlockers.ts'

const BlockerDialog = lazy(async () => ({ default: (await import('./BlockerDialog.tsx')).BlockerDialog }))

/** What keeps the customer from going on, and on whose side it lies. */
export function Blockers({ path, mayMove }: { path: Path; mayMove: boolean }) {
  const { t } = useTranslation('journey')
  const [open, setOpen] = useState<Blocker | 'new' | null>(null)
  const now = path.blockers.filter(({ resolvedOn }) => resolvedOn === null)
  const past = path.blockers.filter(({ resolvedOn }) => resolvedOn !== null)
  const row = (blocker: Blocker) => (
    <Row key={blocker.id} path={path} blocker={blocker} mayMove={mayMove} onEdit={() => setOpen(blocker)} />
  )
  if (path.blockers.length === 0 && !mayMove) return null
  return (
    <div className={styles.part}>
      <div className={styles.partHead}>
        <h3>{t('blockers.title')}</h3>
        {mayMove ? (
          <Button size="compact-xs" variant="default" onClick={() => setOpen('new')}>
            {t('blockers.add')}
          </Button>
        ) : null}
      </div>
      {now.length === 0 ? <p className="quiet small">{t('blockers.none')}</p> : now.map(row)}
      {past.length > 0 ? (
        <details className={styles.fold}>
          <summary>{t('blockers.past', { count: past.length })}</summary>
          {past.map(row)}
        </details>
      ) : null}
      <Suspense fallback={null}>
        {open ? (
          <BlockerDialog path={path} blocker={open === 'new' ? null : open} onClose={() => setOpen(null)} />
        ) : null}
      </Suspense>
    </div>
  )
}

function Row({
  path,
  blocker,
  mayMove,
  onEdit,
}: {
  path: Path
  blocker: Blocker
  mayMove: boolean
  onEdit: () => void
}) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  const { resolve, reopen, remove } = useBlockers(path)
  const { side, what, who, note, sinceOn, resolvedOn, days } = blocker
  const told = [
    t('blockers.since', { day: format.dayNear(sinceOn) }),
    who ? t('blockers.waitsFor', { who }) : null,
    note || null,
    resolvedOn ? t('blockers.resolved', { day: format.dayNear(resolvedOn) }) : null,
  ]
  return (
    <div className={styles.blocker}>
      <Chip tone={resolvedOn ? 'plain' : side === 'ours' ? 'risk' : 'watch'}>{t(`blockers.sides.${side}`)}</Chip>
      <div>
        {what} <span className="num quiet small">{t('blockers.days', { days })}</span>
        <div className="quiet small">{told.filter((one) => one !== null).join(' · ')}</div>
      </div>
      {mayMove ? (
        <div className={styles.end}>
          {resolvedOn ? null : (
            <Button size="compact-xs" variant="default" onClick={() => void resolve(blocker)}>
              {t('blockers.resolve')}
            </Button>
          )}
          <MoreMenu
            label={t('blockers.menu', { what })}
            choices={[
              { label: t('blockers.edit'), onChoose: onEdit },
              ...(resolvedOn ? [{ label: t('blockers.reopen'), onChoose: () => void reopen(blocker) }] : []),
              { label: t('blockers.remove'), onChoose: () => void remove(blocker), danger: true },
            ]}
          />
        </div>
      ) : null}
    </div>
  )
}
