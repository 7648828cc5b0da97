import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Board as Columns } from '#web/board/Board.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { following } from '../apis.ts'
import type { Asked, Card } from './apis.ts'
import { BoardColumn } from './BoardColumn.tsx'
import type { JourneySearch } from './search.ts'
import styles from './board.module.css'

const MoveCard = lazy(async () => ({ default: (await import('./MoveCard.tsx')).MoveCard }))

/** Which customer is to be put where: a reason is asked for before it is done. */
export type Moving = { card: Card; to: string }

/** The customers by phase, those that are stalled first; cards are moved with the pointer or with their menus. */
export function Board({ search, asked }: { search: JourneySearch; asked: Asked }) {
  const { t } = useTranslation('following')
  const { language } = useFormat()
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(
    following.columns.queryOptions({ input: asked, placeholderData: keepPreviousData }),
  )
  const mayMove = useMay('journey.move')
  const mayImport = useMay('imports.run')
  const [held, setHeld] = useState<Card | null>(null)
  const [moving, setMoving] = useState<Moving | null>(null)
  const [arrived, setArrived] = useState<string | null>(null)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 100, 100]} height={90} />
  const isEmpty = data.columns.every(({ accounts }) => accounts === 0)
  const isFiltered = (asked.segment ?? asked.touchModel ?? asked.owner) !== undefined
  if (isEmpty && !isFiltered)
    return (
      <EmptyState
        icon="map"
        title={t('empty.title')}
        action={mayImport ? <Link to="/imports">{t('empty.button')}</Link> : undefined}
      >
        {t('empty.text')}
      </EmptyState>
    )
  return (
    <>
      <Columns
        label={t('board.label')}
        columns={data.columns.map(({ phase, label, accounts }) => {
          return { key: phase, name: inLanguage(label, language), count: accounts }
        })}
        at={search.phase}
        onAt={(phase) => void navigate({ to: '/journey', search: { ...search, phase }, replace: true })}
      >
        {(phase) => (
          <BoardColumn
            column={data.columns.find((column) => column.phase === phase)!}
            columns={data.columns}
            asked={asked}
            listed={data.map ? { ...asked, map: data.map } : asked}
            state={search.state}
            held={held}
            onHold={mayMove ? setHeld : undefined}
            onMove={setMoving}
            arrived={arrived}
          />
        )}
      </Columns>
      {mayMove ? <p className={styles.how}>{t('board.how')}</p> : null}
      <Suspense fallback={null}>
        {moving ? (
          <MoveCard moving={moving} columns={data.columns} onMoved={setArrived} onClose={() => setMoving(null)} />
        ) : null}
      </Suspense>
    </>
  )
}
