import { Checkbox, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Aggregation, type Counting, notOfOnePerson, type Span } from '#capabilities/usage/core/definition.ts'
import { oneOf } from '#web/router/search.ts'
import { type Arrived, metrics } from './apis.ts'
import { EventPicker } from './EventPicker.tsx'
import styles from './metrics.module.css'
import { TestRows } from './TestRows.tsx'

const aggregations = [
  'count',
  'users',
  'days',
  'weeks',
  'user_days',
  'features',
  'sum',
  'avg',
  'max',
  'last',
  'first_day',
  'last_day',
] as const satisfies readonly Aggregation[]
const usualSpans: readonly Span[] = [1, 7, 14, 28, 90, 'month', 'all']

/** What is counted: which events, how, over which window, under which conditions. */
export function CountingFields({
  legend,
  counting,
  arrived,
  ofDays,
  ofOne = false,
  strict,
  onChange,
}: {
  legend: string
  counting: Counting
  arrived: readonly Arrived[]
  /** Whether a first or last day may be asked for. */
  ofDays: boolean
  /** Whether it is counted of one person: not people themselves, and over a number of days. */
  ofOne?: boolean
  /** What is unfinished is shown as wrong. */
  strict: boolean
  onChange: (counting: Counting) => void
}) {
  const { t } = useTranslation('metrics')
  const { data } = useQuery({
    ...metrics.properties.queryOptions({ input: { events: [...counting.events] } }),
    placeholderData: keepPreviousData,
  })
  const properties = data?.properties ?? []
  const ofProperty = ['sum', 'avg', 'max', 'last'].includes(counting.of)
  const usual = ofOne ? usualSpans.filter((span) => typeof span === 'number') : usualSpans
  const spans = usual.includes(counting.over) ? usual : [counting.over, ...usual]
  const set = (given: Partial<Counting>) => onChange({ ...counting, ...given })
  const offered = aggregations.filter((of) =>
    ofOne ? !notOfOnePerson.includes(of) : ofDays || (of !== 'first_day' && of !== 'last_day'),
  )
  const numeric = properties.filter((one) => one.numbers > 0).map((one) => one.path)
  const named = counting.property && !numeric.includes(counting.property) ? [counting.property, ...numeric] : numeric
  return (
    <fieldset className={styles.fields}>
      <legend>{legend}</legend>
      <EventPicker arrived={arrived} chosen={counting.events} onChange={(events) => set({ events })} />
      {counting.events.length === 0 ? (
        <Checkbox
          label={t('editor.actionsOnly')}
          checked={counting.actionsOnly}
          onChange={(event) => set({ actionsOnly: event.currentTarget.checked })}
        />
      ) : null}
      <div className={styles.pair}>
        <NativeSelect
          label={t('editor.of')}
          value={counting.of}
          onChange={(event) => set({ of: oneOf(event.currentTarget.value, aggregations) })}
          data={offered.map((value) => ({ value, label: t(`of.${value}`) }))}
        />
        <NativeSelect
          label={t('editor.over')}
          value={String(counting.over)}
          onChange={(event) => {
            const chosen = spans.find((one) => String(one) === event.currentTarget.value)
            if (chosen) set({ over: chosen })
          }}
          data={spans.map((over) => ({
            value: String(over),
            label: typeof over === 'number' ? t('over.days', { count: over }) : t(`over.${over}`),
          }))}
        />
      </div>
      {ofProperty ? (
        <NativeSelect
          label={t('editor.property')}
          value={counting.property ?? ''}
          onChange={(event) => set({ property: event.currentTarget.value || null })}
          data={[{ value: '', label: t('editor.chooseProperty') }, ...named]}
        />
      ) : null}
      <TestRows tests={counting.where} properties={properties} strict={strict} onChange={(where) => set({ where })} />
    </fieldset>
  )
}
