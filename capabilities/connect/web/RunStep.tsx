import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Because } from '#web/ui/Because.tsx'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { connect, type Import, isUnderWay } from './apis.ts'
import { CountTiles } from './CountTiles.tsx'
import styles from './Import.module.css'
import { IssueList } from './IssueList.tsx'
import { Progress } from './Progress.tsx'
import { useAct } from './useAct.ts'

/** The import itself: its progress, its result, and the way back. */
export function RunStep({ one }: { one: Import }) {
  const { t } = useTranslation('imports')
  const [asking, setAsking] = useState(false)
  const stop = useAct(() => connect.stop.call({ id: one.id }))
  const run = useAct((mode: Import['mode']) => connect.run.call({ id: one.id, mode }))
  const undo = useAct(() => connect.undo.call({ id: one.id }))
  const going = isUnderWay(one)
  const failure = stop.error ?? run.error ?? undo.error
  const title = t(one.status === 'running' ? 'run.going' : (`run.${one.status as 'done'}` as const))
  return (
    <>
      {failure ? <ErrorState error={failure} /> : null}
      <Section title={<span aria-live="polite">{title}</span>} note={going ? t('run.goingNote') : undefined}>
        {going ? <Progress one={one} title={title} /> : <Told one={one} />}
        {one.counts && !going ? <CountTiles counts={one.counts} undo={one.status === 'undone'} /> : null}
        <div className={styles.actions}>
          {one.status === 'running' ? (
            <Button
              variant="default"
              disabled={stop.isSuccess}
              loading={stop.isPending}
              onClick={() => stop.mutate(undefined)}
            >
              {stop.isSuccess ? t('run.stopping') : t('run.stop')}
            </Button>
          ) : null}
          {one.status === 'done' ? <Link to="/start">{t('run.guide')}</Link> : null}
          {one.status === 'done' ? <Link to="/customers">{t('run.customers')}</Link> : null}
          {going ? null : <Link to="/imports">{t('run.again')}</Link>}
          {one.hasFile && (one.status === 'stopped' || (one.status === 'failed' && one.canUndo)) ? (
            <Button loading={run.isPending} onClick={() => run.mutate(one.mode)}>
              {t('run.resume')}
            </Button>
          ) : null}
          {one.hasFile && one.status === 'failed' && !one.canUndo ? (
            <>
              <Link to="/imports/$id" params={{ id: one.id }} search={{ step: 'read' }}>
                {t('check.back')}
              </Link>
              <Button loading={run.isPending} onClick={() => run.mutate('good_rows')}>
                {t('check.goodRows')}
              </Button>
            </>
          ) : null}
          {one.canUndo ? (
            <Button variant="default" loading={undo.isPending} onClick={() => setAsking(true)}>
              {t('run.undo')}
            </Button>
          ) : null}
        </div>
      </Section>
      {going ? null : <IssueList one={one} />}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('run.undoTitle')}
        confirm={t('run.undoConfirm')}
        onConfirm={() => {
          setAsking(false)
          undo.mutate(undefined)
        }}
      >
        <p>{t('run.undoText')}</p>
      </ConfirmDialog>
    </>
  )
}

/** What there is to say about how it ended. */
function Told({ one }: { one: Import }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  if (one.status === 'undone') {
    const kept = one.counts?.kept ?? 0
    return kept > 0 ? (
      <Because tone="watch">{t('run.kept', { kept: format.number(kept) })}</Because>
    ) : (
      <Because tone="healthy">{t('run.clean')}</Because>
    )
  }
  if (one.status !== 'failed' || !one.error) return null
  const known = ['rows_rejected', 'file_missing', 'unexpected'] as const
  const error = known.find((each) => each === one.error) ?? 'unexpected'
  return <Because tone="risk">{t(`errors.${error}`)}</Because>
}
