import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { monthAfter, monthOf } from '#capabilities/revenue/core/calendar/month.ts'
import { figureKinds } from '#capabilities/revenue/core/reconcile/figure.ts'
import { useFormat } from '#web/session.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Decided, Reconciliation } from './apis.ts'
import styles from './Reconcile.module.css'

const fields = ['customer_id', 'corporate_number', 'customer', 'amount', 'month', 'currency'] as const
const delimiters = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar' } as const
const encodings = ['utf-8', 'cp932', 'euc-jp', 'utf-16le', 'utf-16be', 'windows-1252'] as const
const headerLines = Array.from({ length: 11 }, (_, at) => at)
const monthsBack = 24

/** How the list is read, each part of it changeable while the file is in hand. */
export function ListSettings({
  found,
  decided,
  busy,
  error,
  onDecide,
}: {
  found: Reconciliation
  /** What was decided so far; null: the file is no longer in hand. */
  decided: Decided | null
  busy: boolean
  error: unknown
  onDecide: (decided: Decided) => void
}) {
  const { t } = useTranslation(['reconcile', 'imports'])
  const format = useFormat()
  const { form, kind, month } = found
  const { encoding, delimiter, headerLine, columns } = form
  const disabled = decided === null
  const mapping = columns.map(({ field }) => field)
  const decide = (change: Decided) => onDecide({ ...decided, ...change })
  // Columns are told anew where the form of the file or what its amounts are is decided otherwise.
  const readAs = (change: NonNullable<Decided['readAs']>) => {
    const { mapping: _told, ...reading } = decided?.readAs ?? {}
    decide({ readAs: { ...reading, ...change } })
  }
  const choose = (field: string, at: string) => {
    const others = mapping.map((one) => (one === field ? null : one))
    readAs({ mapping: at === '' ? others : others.map((one, place) => (String(place) === at ? field : one)) })
  }
  const usual = Array.from({ length: monthsBack }, (_, at) => monthAfter(monthOf(format.today()), -at))
  const months = [...new Set([month, ...(form.months.length > 0 ? form.months : usual)])].sort().toReversed()
  return (
    <Section title={t('settings.title')} note={disabled ? t('settings.gone') : t('settings.note')}>
      {error ? <ErrorState error={error} /> : null}
      <fieldset className={styles.settings} disabled={disabled || busy} aria-busy={busy}>
        <NativeSelect
          label={t('settings.kind')}
          value={kind}
          data={figureKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChange={(event) => decide({ kind: event.currentTarget.value as typeof kind })}
        />
        <NativeSelect
          label={t('settings.month')}
          value={month}
          data={months.map((value) => ({ value, label: format.month(`${value}-01`) }))}
          onChange={(event) => decide({ month: event.currentTarget.value })}
        />
        {fields.map((field) => (
          <NativeSelect
            key={field}
            label={t(`settings.fields.${field}`)}
            value={String(mapping.indexOf(field))}
            data={[
              { value: '-1', label: t('settings.none') },
              ...columns.map(({ name, samples }, at) => ({
                value: String(at),
                label: samples[0] ? `${name}(${samples[0]})` : name,
              })),
            ]}
            onChange={(event) => choose(field, event.currentTarget.value === '-1' ? '' : event.currentTarget.value)}
          />
        ))}
        <NativeSelect
          label={t('settings.encoding')}
          value={encoding}
          data={encodings.map((value) => ({ value, label: t(`imports:encodings.${value}`) }))}
          onChange={(event) => readAs({ encoding: event.currentTarget.value as typeof encoding })}
        />
        <NativeSelect
          label={t('settings.delimiter')}
          value={delimiter}
          data={Object.entries(delimiters).map(([value, name]) => ({ value, label: t(`imports:delimiters.${name}`) }))}
          onChange={(event) => readAs({ delimiter: event.currentTarget.value as typeof delimiter })}
        />
        <NativeSelect
          label={t('settings.header')}
          value={String(headerLine)}
          data={headerLines.map((line) => ({
            value: String(line),
            label: line === 0 ? t('settings.headerNone') : t('settings.headerLine', { count: line }),
          }))}
          onChange={(event) => readAs({ headerLine: Number(event.currentTarget.value) })}
        />
      </fieldset>
    </Section>
  )
}
