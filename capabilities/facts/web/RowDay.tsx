import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { parseDay } from '#kernel/day.ts'
import styles from './ConditionEditor.module.css'
import { type ValueProps, withValue } from './rowProps.ts'

const kinds = ['day', 'before', 'after'] as const
type Kind = (typeof kinds)[number]

/** A day to compare with: one of the calendar, or so many days before or after today. */
export function RowDay({ row, onChange }: ValueProps) {
  const { t } = useTranslation('facts')
  const offset = typeof row.value === 'object' && 'today' in row.value ? row.value.today : null
  const [kind, setKind] = useState<Kind>(offset === null ? 'day' : offset > 0 ? 'after' : 'before')
  const [typed, setTyped] = useState<string | null>(null)
  const setDays = (days: number | null, as: Kind) => {
    const whole = days === null || !Number.isInteger(days) || Math.abs(days) > 36_525 ? null : Math.abs(days)
    onChange(withValue(row, whole === null ? undefined : { today: as === 'before' ? 0 - whole : whole }))
  }
  const changeKind = (next: Kind) => {
    setKind(next)
    if (next === 'day') onChange(withValue(row, undefined))
    else setDays(Math.abs(offset ?? 30), next)
  }
  return (
    <>
      <NativeSelect
        size="xs"
        className={styles.dayKind}
        aria-label={t('condition.dayKind')}
        value={kind}
        data={kinds.map((value) => ({ value, label: t(`condition.dayKinds.${value}`) }))}
        onChange={(event) => changeKind(kinds.find((one) => one === event.currentTarget.value) ?? 'day')}
      />
      {kind === 'day' ? (
        <TextInput
          size="xs"
          type="date"
          className={styles.value}
          aria-label={t('condition.value')}
          value={typeof row.value === 'string' ? row.value : ''}
          onChange={(event) => onChange(withValue(row, parseDay(event.currentTarget.value) ?? undefined))}
        />
      ) : (
        <TextInput
          size="xs"
          className={styles.value}
          aria-label={t('condition.value')}
          inputMode="numeric"
          value={typed ?? (offset === null ? '' : String(Math.abs(offset)))}
          rightSection={<span className="quiet small">{t('condition.days')}</span>}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setDays(parseNumber(event.currentTarget.value), kind)
          }}
          onBlur={() => setTyped(null)}
        />
      )}
    </>
  )
}
