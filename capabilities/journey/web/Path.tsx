import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Current, type Path as PathAnswer, pathQuery } from './apis.ts'
import { Blockers } from './Blockers.tsx'
import { Help } from './Help.tsx'
import { History } from './History.tsx'
import styles from './journey.module.css'
import { MilestoneRow } from './MilestoneRow.tsx'
import { OldLight } from './OldLight.tsx'
import { PhaseBar } from './PhaseBar.tsx'
import { Regressed } from './Regressed.tsx'
import { Struggle } from './Struggle.tsx'
import { useMoves } from './useMoves.ts'

const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog.tsx')).MoveDialog }))

/** Where an account is on its way to success, what is missing to go on, and how it came here. */
export function Path({ accountId }: { accountId: string }) {
  const { t } = useTranslation('journey')
  const { language } = useFormat()
  const mayMove = useMay('journey.move')
  const [moving, setMoving] = useState(false)
  const path = useQuery(pathQuery(accountId))
  if (path.error) return <ErrorState error={path.error} onRetry={() => void path.refetch()} />
  const { data } = path
  return (
    <Section
      title={t('path.title')}
      note={data ? t('path.map', { map: inLanguage(data.map.label, language), version: data.map.version }) : null}
      actions={
        mayMove && data?.current ? (
          <Button size="xs" variant="default" onClick={() => setMoving(true)}>
            {t('path.move')}
          </Button>
        ) : null
      }
    >
      {path.isPending ? <BoneLines widths={[100, 60, 85, 85, 80]} height={30} /> : null}
      {data && !data.current ? <EmptyState compact>{t('path.waiting')}</EmptyState> : null}
      {data?.current ? (
        <>
          <PhaseBar path={data} />
          <OldLight days={data.oldLightDays} />
          <Standing path={data} current={data.current} mayMove={mayMove} />
          <Suspense fallback={null}>
            {moving ? <MoveDialog path={data} onClose={() => setMoving(false)} /> : null}
          </Suspense>
        </>
      ) : null}
    </Section>
  )
}

const tones = { on_time: 'healthy', watch: 'watch', stalled: 'risk' } as const

function Standing({ path, current, mayMove }: { path: PathAnswer; current: Current; mayMove: boolean }) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  const { goOn } = useMoves(path)
  const next = path.phases.find((phase) => phase.key === current.next)
  const nextName = next ? inLanguage(next.label, format.language) : ''
  return (
    <>
      <div className={styles.summary}>
        <b>
          {inLanguage(current.label, format.language)} {t('path.days', { days: current.days })}
        </b>
        <span className="quiet">
          {current.usualDays === null ? t('path.noUsual') : t('path.usual', { days: current.usualDays })}
        </span>
        {current.usualDays === null ? null : (
          <Chip tone={tones[current.lateness]}>{t(`path.lateness.${current.lateness}`)}</Chip>
        )}
        {current.returns > 0 ? <Chip tone="watch">{t('path.returns', { count: current.returns })}</Chip> : null}
        <span className="quiet">{t('path.done', { percent: format.percent(current.donePercent) })}</span>
      </div>
      {current.percentile === null ? null : (
        <p className="quiet small">{t('path.percentile', { percent: format.percent(current.percentile) })}</p>
      )}
      <p className="soft small">{inLanguage(current.aim, format.language)}</p>
      {current.mayLeave && current.next && mayMove ? (
        <div className={styles.ask}>
          <span>{t('path.asks', { phase: nextName })}</span>
          <Button size="xs" onClick={() => void goOn(current.next!, t('path.goOnReason'))}>
            {t('path.goOn', { phase: nextName })}
          </Button>
        </div>
      ) : null}
      {current.milestones.map((milestone) => (
        <MilestoneRow key={milestone.key} path={path} milestone={milestone} mayMove={mayMove} />
      ))}
      <Regressed path={path} />
      <Blockers path={path} mayMove={mayMove} />
      <Struggle struggle={current.struggle} />
      <Help accountId={path.accountId} current={current} />
      <History path={path} mayMove={mayMove} />
    </>
  )
}
