import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { connect, type Import } from './apis.ts'
import { CountTiles } from './CountTiles.tsx'
import styles from './Import.module.css'
import { IssueList } from './IssueList.tsx'
import { PreviewRows } from './PreviewRows.tsx'
import { Progress } from './Progress.tsx'
import { useAct } from './useAct.ts'

/** What the import would do to the whole file, before anything is written. */
export function CheckStep({ one }: { one: Import }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const [mode, setMode] = useState<Import['mode']>('good_rows')
  const stop = useAct(() => connect.stop.call({ id: one.id }))
  const run = useAct(() => connect.run.call({ id: one.id, mode }))
  if (one.status === 'previewing') {
    return (
      <Section title={t('check.going')} note={t('check.goingNote')}>
        <Progress one={one} title={t('check.going')} />
        <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
          {t('check.stop')}
        </Button>
      </Section>
    )
  }
  const counts = one.preview ?? one.counts
  if (!counts) return null
  const good = counts.created + counts.changed + counts.same
  const some = counts.rejected > 0
  return (
    <>
      {run.error ? <ErrorState error={run.error} /> : null}
      <Section title={t('check.title')} note={t('check.note', { rows: format.number(counts.read) })}>
        <CountTiles counts={counts} />
        {some && good > 0 ? (
          <Radio.Group value={mode} onChange={(value) => setMode(value)} label={t('check.mode')}>
            <div className={styles.modes}>
              <Radio value="good_rows" label={t('check.goodRows')} description={t('check.goodRowsNote')} />
              <Radio value="all_or_nothing" label={t('check.allOrNothing')} />
            </div>
          </Radio.Group>
        ) : null}
      </Section>
      <IssueList one={one} />
      <PreviewRows one={one} />
      <div className={styles.foot}>
        <Link to="/imports/$id" params={{ id: one.id }} search={{ step: 'read' }}>
          {t('check.back')}
        </Link>
        <Button disabled={good === 0} loading={run.isPending} onClick={() => run.mutate(undefined)}>
          {good === 0 ? t('check.runNothing') : t('check.run', { rows: format.number(good) })}
        </Button>
      </div>
    </>
  )
}
