import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Question } from '#capabilities/content/core/form.ts'
import { fieldTypesFor } from '#capabilities/content/core/ownField.ts'
import { useFormat } from '#web/session.ts'
import { ownFieldsQuery } from '../apis.ts'

/** Into which of the company's own fields of a customer the answer goes: those whose type fits the question. */
export function OwnField({ question, onChange }: { question: Question; onChange: (question: Question) => void }) {
  const { t } = useTranslation('content')
  const { language } = useFormat()
  const { data } = useQuery(ownFieldsQuery)
  const fitting = (data?.rows ?? []).filter(({ type }) => fieldTypesFor[question.kind].includes(type))
  if (fitting.length === 0 && question.field === undefined) return null
  const choose = (key: string) => {
    const { field: _before, ...rest } = question
    const field = fitting.find((one) => one.key === key)
    if (!field) return onChange(rest)
    // A field of choices takes its own alone: the question offers just these.
    const choices = field.choices
      .slice(0, 50)
      .map((choice) => ({ key: choice.key, label: { ja: choice.labelJa, en: choice.labelEn } }))
    onChange({ ...rest, field: key, ...(choices.length > 0 ? { choices } : {}) })
  }
  return (
    <NativeSelect
      size="xs"
      label={t('questions.field')}
      description={t('questions.fieldHelp')}
      data={[
        { value: '', label: t('questions.noField') },
        ...fitting.map(({ key, labelJa, labelEn }) => ({ value: key, label: language === 'ja' ? labelJa : labelEn })),
      ]}
      value={question.field ?? ''}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  )
}
