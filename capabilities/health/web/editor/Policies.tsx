import { Checkbox, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Measure, MissingPolicy } from '#capabilities/health/core/scorecard.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { useEditing } from './editing.ts'
import styles from './editor.module.css'
import { NumberBox, Wrong } from './fields.tsx'

const policies = ['leave_out', 'count_as', 'hold'] as const

const begun: Record<(typeof policies)[number], MissingPolicy> = {
  leave_out: { then: 'leave_out' },
  count_as: { then: 'count_as', points: 0 },
  hold: { then: 'hold', days: 30 },
}

/** What is done when the value is missing, and from when on it counts as that. */
export function Policies({
  measure,
  field,
  onChange,
}: {
  measure: Measure
  field: string
  onChange: (change: (measure: Measure) => Measure) => void
}) {
  const { t } = useTranslation('scorecards')
  const { missing } = measure
  const put = (next: MissingPolicy) => onChange((now) => ({ ...now, missing: next }))
  return (
    <>
      <div className={styles.policy}>
        <NativeSelect
          size="xs"
          label={t('missing.title')}
          value={missing.then}
          data={policies.map((then) => ({ value: then, label: t(`missing.${then}`) }))}
          onChange={(event) => put(begun[event.currentTarget.value as keyof typeof begun])}
        />
        {missing.then === 'count_as' ? (
          <NumberBox
            label={t('missing.points')}
            field={`${field}.missing.points`}
            value={missing.points}
            suffix={t('borders.points')}
            onChange={(points) => put({ ...missing, points })}
          />
        ) : null}
        {missing.then === 'hold' ? (
          <NumberBox
            label={t('missing.days')}
            field={`${field}.missing.days`}
            value={missing.days}
            suffix={t('missing.unitDays')}
            onChange={(days) => put({ ...missing, days })}
          />
        ) : null}
      </div>
      <Freshness measure={measure} field={field} onChange={onChange} />
    </>
  )
}

function Freshness({ measure, field, onChange }: Parameters<typeof Policies>[0]) {
  const { t } = useTranslation('scorecards')
  const { catalogue, late } = useEditing()
  const { language } = useFormat()
  const { fresh } = measure
  const put = (next: NonNullable<Measure['fresh']>) => onChange((now) => ({ ...now, fresh: next }))
  const dates = catalogue.all.filter(({ key, type }) => type === 'date' && !late.has(key))
  // The date of a value usually stands beside it: survey.nps.latest, survey.nps.on.
  const beside = dates.find(
    ({ key }) => key.split('.').slice(0, -1).join('.') === measure.fact.split('.').slice(0, -1).join('.'),
  )
  const first = beside ?? dates[0]
  if (!first) return null
  return (
    <div className={styles.policy}>
      <Checkbox
        size="xs"
        label={t('fresh.use')}
        checked={fresh !== undefined}
        onChange={(event) => (event.currentTarget.checked ? put({ by: first.key, days: 90 }) : onChange(withoutFresh))}
      />
      {fresh ? (
        <>
          <NativeSelect
            size="xs"
            label={t('fresh.by')}
            value={fresh.by}
            data={dates.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) }))}
            onChange={(event) => put({ ...fresh, by: event.currentTarget.value })}
          />
          <Wrong field={`${field}.fresh.by`} />
          <NumberBox
            label={t('fresh.days')}
            field={`${field}.fresh.days`}
            value={fresh.days}
            suffix={t('missing.unitDays')}
            onChange={(days) => put({ ...fresh, days })}
          />
        </>
      ) : null}
    </div>
  )
}

function withoutFresh({ fresh: _, ...measure }: Measure): Measure {
  return measure
}
