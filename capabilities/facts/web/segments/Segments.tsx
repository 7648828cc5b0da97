import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { type Axis, type Segment, segmentsQuery } from './apis.ts'
import { AxisDialog } from './AxisDialog.tsx'
import { AxisSection } from './AxisSection.tsx'
import { SegmentDialog } from './SegmentDialog.tsx'
import styles from './segments.module.css'
import { useSegmentMoves } from './useSegmentMoves.ts'

type Open = { of: 'axis'; axis: Axis | null } | { of: 'segment'; axis: Axis; segment: Segment | null } | null

/** The axes by which customers are told apart, each with its segments, how many are in them, in two, or in none. */
export function Segments() {
  const { t } = useTranslation('segments')
  const { language } = useFormat()
  const may = useMay('segments.manage')
  const { data, error, refetch } = useQuery(segmentsQuery)
  const [open, setOpen] = useState<Open>(null)
  const { asked, clear } = useAsked()
  const moves = useSegmentMoves(data?.axes ?? [])
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  const living = data?.axes.filter((axis) => axis.archivedAt === null) ?? []
  const archived = data?.axes.filter((axis) => axis.archivedAt !== null) ?? []
  // A new one is among others rather than below them, where those above would take its customers.
  const first = living.find((axis) => !axis.exclusive) ?? living[0]
  const add = may ? <Button onClick={() => setOpen({ of: 'axis', axis: null })}>{t('addAxis')}</Button> : null
  return (
    <>
      <div className={styles.head}>
        <p className="quiet">
          {t('lead')}
          {may ? '' : ` ${t('readOnly')}`}
        </p>
        {living.length > 0 ? add : null}
      </div>
      {data ? null : <BoneLines widths={[40, 100, 90, 80]} height={40} />}
      {data && living.length === 0 ? (
        <EmptyState icon="group" title={t('empty.title')} action={add}>
          <p>{t('empty.text')}</p>
        </EmptyState>
      ) : null}
      {living.map((axis, at) => (
        <AxisSection
          key={axis.id}
          axis={axis}
          of={data?.of ?? 0}
          may={may}
          moves={moves}
          place={{ first: at === 0, last: at === living.length - 1 }}
          onEdit={() => setOpen({ of: 'axis', axis })}
          onSegment={(segment) => setOpen({ of: 'segment', axis, segment })}
        />
      ))}
      {archived.length > 0 ? (
        <details>
          <summary className="quiet small">{t('showArchived', { count: archived.length })}</summary>
          {archived.map((axis) => {
            const name = inLanguage(axis.label, language)
            return (
              <div key={axis.id} className={styles.archived}>
                <span>{name}</span>
                {may ? (
                  <MoreMenu
                    label={t('axisMenu', { name })}
                    choices={[{ label: t('restore'), onChoose: () => moves.restoreAxis(axis) }]}
                  />
                ) : null}
              </div>
            )
          })}
        </details>
      ) : null}
      {may && data && asked ? (
        first ? (
          <SegmentDialog axis={first} axes={living} begin={asked.condition} segment={null} onClose={clear} />
        ) : (
          <AxisDialog axis={null} onClose={clear} />
        )
      ) : null}
      {open?.of === 'axis' ? <AxisDialog axis={open.axis} onClose={() => setOpen(null)} /> : null}
      {open?.of === 'segment' ? (
        <SegmentDialog axis={open.axis} segment={open.segment} onClose={() => setOpen(null)} />
      ) : null}
    </>
  )
}

/** Whether the address asks for a new segment (`new`), and with which condition (`c`): from the palette, or from a fact. */
function useAsked() {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const clear = () => void navigate({ to: '/settings/$part', params: { part: 'segments' }, search: {}, replace: true })
  return { asked: search.new ? { condition: search.c ?? '' } : null, clear }
}
