import { Checkbox, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldRow } from '#web/form/Form.tsx'
import { oneOf } from '#web/router/search.ts'
import type { Arrived } from './apis.ts'
import { CountingFields } from './CountingFields.tsx'
import { type Draft, formChosen } from './draft.ts'
import { TogetherFields } from './TogetherFields.tsx'

const forms = ['counting', 'people', 'ratio', 'licences'] as const
const units = ['', 'count', 'people', 'days', 'weeks', 'percent', 'points', 'seats'] as const

/** What becomes of what is counted: the customer's value as it is, put together of people, or divided by something. */
export function ResultFields({
  draft,
  arrived,
  strict,
  times,
  onChange,
}: {
  draft: Draft
  arrived: readonly Arrived[]
  /** What is unfinished is shown as wrong. */
  strict: boolean
  /** The field of what a quotient is multiplied by. */
  times: ReactNode
  onChange: (given: Partial<Draft>) => void
}) {
  const { t } = useTranslation('metrics')
  const isDivided = draft.form === 'ratio' || draft.form === 'licences'
  const isTimeless = ['first_day', 'last_day'].includes(draft.part.of) || draft.part.over === 'all'
  return (
    <>
      <NativeSelect
        label={t('editor.form')}
        value={draft.form}
        onChange={(event) => onChange(formChosen(draft, oneOf(event.currentTarget.value, forms)))}
        data={forms.map((value) => ({ value, label: t(`editor.forms.${value}`) }))}
      />
      {draft.form === 'people' ? <TogetherFields draft={draft} onChange={onChange} /> : null}
      {draft.form === 'ratio' ? (
        <CountingFields
          legend={t('editor.whole')}
          counting={draft.whole}
          arrived={arrived}
          ofDays={false}
          strict={strict}
          onChange={(whole) => onChange({ whole })}
        />
      ) : null}
      <FieldRow>
        {isDivided ? times : null}
        <NativeSelect
          label={t('editor.unit')}
          value={draft.unit ?? ''}
          onChange={(event) => onChange({ unit: oneOf(event.currentTarget.value, units) || null })}
          data={units.map((value) => ({ value, label: value === '' ? t('editor.noUnit') : t(`units.${value}`) }))}
        />
      </FieldRow>
      <Checkbox
        label={t('editor.compared')}
        checked={draft.compared && !isTimeless}
        disabled={isTimeless}
        onChange={(event) => onChange({ compared: event.currentTarget.checked })}
      />
    </>
  )
}
