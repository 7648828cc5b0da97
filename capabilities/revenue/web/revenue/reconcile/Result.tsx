import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasons } from '#capabilities/revenue/core/reconcile/reason.ts'
import { CsvDialog } from '#web/form/CsvDialog.tsx'
import { useFormat, useMay } from '#web/session.ts'
import { Because } from '#web/ui/Because.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { Why } from '#capabilities/revenue/web/Why.tsx'
import { conventionsQuery } from '../apis.ts'
import styles from '../revenue.module.css'
import { useAsked } from '../useAsked.ts'
import { path, type Reconciliation, reconciliations } from './apis.ts'
import { Differences } from './Differences.tsx'
import { equationOf } from './equation.ts'
import { ListIssues } from './ListIssues.tsx'
import own from './Reconcile.module.css'
import { ReasonTable } from './ReasonTable.tsx'

/** A comparison: ours, theirs, what lies between them by reason, and customer by customer. `busy`: another is on its way. */
export function Result({
  found,
  inHand,
  busy,
  settings,
}: {
  found: Reconciliation
  inHand: boolean
  busy: boolean
  settings: ReactNode
}) {
  const { t } = useTranslation('reconcile')
  const format = useFormat()
  const { search } = useAsked()
  const { kind, month, totals, counts, form, fileName } = found
  const reason = reasons.find((one) => one === search.why)
  const lacking = form.missing
    .map((field) => t(`settings.names.${field as 'amount'}`))
    .join(format.language === 'ja' ? '、' : ', ')
  const differs = totals.reasons.some((one) => one.reason !== 'same')
  return (
    <>
      <Section title={t('title', { month: format.month(`${month}-01`), kind: t(`kinds.${kind}`) })} note={fileName}>
        {lacking ? (
          <Because tone="watch">{t(inHand ? 'missing' : 'missingAgain', { fields: lacking })}</Because>
        ) : (
          <>
            <Equation found={found} />
            <p className={`quiet small ${own.notes}`}>
              <span>{t('counts', { rows: format.number(counts.rows) })}</span>
              {counts.otherMonths > 0 ? <span>{t('otherMonths', { count: counts.otherMonths })}</span> : null}
              {counts.broken > 0 ? <span>{t('broken', { count: counts.broken })}</span> : null}
            </p>
          </>
        )}
        <Moves found={found} busy={busy} reason={reason} />
      </Section>
      {lacking ? settings : null}
      {counts.broken > 0 ? <ListIssues id={found.id} /> : null}
      {lacking || differs ? null : <Because tone="healthy">{t('agrees')}</Because>}
      {totals.reasons.length > 0 ? (
        <>
          <ReasonTable totals={totals} chosen={reason} />
          <Differences key={`${found.id} ${reason}`} id={found.id} reason={reason} />
        </>
      ) : null}
      {lacking ? null : settings}
    </>
  )
}

/** Ours, what lies between, and theirs, each with how it comes about. */
function Equation({ found }: { found: Reconciliation }) {
  const { t } = useTranslation('reconcile')
  const settled = useQuery(conventionsQuery).data?.conventions
  const format = useFormat()
  const { totals } = found
  const what = t('title', { month: format.month(`${found.month}-01`), kind: t(`kinds.${found.kind}`) })
  const figures = equationOf(found, what, { t, format })
  return (
    <div className={styles.equation}>
      {figures.map(({ key, definition }) => (
        <div key={key} className={styles.step}>
          {key === 'difference' ? <b>{totals.theirs < totals.ours ? '−' : '+'}</b> : null}
          {key === 'theirs' ? <b>=</b> : null}
          <div>
            <span>{t(key)}</span>
            <strong>
              <Why definition={definition} settled={settled} />
            </strong>
          </div>
        </div>
      ))}
    </div>
  )
}

/** What can be done with a comparison: keep it, download it, clear it, compare another list. */
function Moves({
  found,
  busy,
  reason,
}: {
  found: Reconciliation
  busy: boolean
  reason: (typeof reasons)[number] | undefined
}) {
  const { t } = useTranslation('reconcile')
  const { set } = useAsked()
  const queries = useQueryClient()
  const mayExport = useMay('accounts.export')
  const [exporting, setExporting] = useState(false)
  const { id } = found
  const anew = () => queries.invalidateQueries({ queryKey: reconciliations.key() })
  const keep = useMutation({
    mutationFn: async (kept: boolean) => {
      await reconciliations.keep.call({ id, kept })
      await anew()
      toast(t(kept ? 'kept' : 'released'), { undo: () => keep.mutateAsync(!kept) })
    },
  })
  const remove = useMutation({
    mutationFn: async () => {
      await reconciliations.remove.call({ id })
      set({ rec: '', why: '' })
      void queries.invalidateQueries({ queryKey: reconciliations.list.key() })
      toast(t('removed'))
    },
  })
  // What is done now would be done to a comparison that is about to go.
  const button = { variant: 'default', size: 'xs', disabled: busy } as const
  return (
    <div className={`${styles.buttons} ${own.moves}`}>
      {mayExport ? (
        <>
          <Button {...button} loading={keep.isPending} onClick={() => keep.mutate(found.keptAt === null)}>
            {t(found.keptAt === null ? 'keep' : 'release')}
          </Button>
          <Button {...button} leftSection={<Icon name="download" size={14} />} onClick={() => setExporting(true)}>
            {t('export')}
          </Button>
          {found.keptAt === null ? (
            <Button {...button} loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('remove')}
            </Button>
          ) : null}
        </>
      ) : null}
      <Button {...button} onClick={() => set({ rec: '', why: '' })}>
        {t('another')}
      </Button>
      {exporting ? (
        <CsvDialog
          path={`${path}/${id}/export`}
          asked={reason ? { reason } : {}}
          title={t('export')}
          onClose={() => setExporting(false)}
        >
          {t('exporting')}
        </CsvDialog>
      ) : null}
    </div>
  )
}
