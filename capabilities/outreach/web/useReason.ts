import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fields, type Field, blocks } from '#capabilities/outreach/core/template.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { catalogueQuery } from './apis.ts'

/** A field of a template by its label. */
export function useFieldName(): (name: string) => string {
  const { language } = useFormat()
  const { data } = useQuery(catalogueQuery)
  return (name) => {
    const label =
      fields[name as Field] ??
      blocks[name as keyof typeof blocks] ??
      data?.facts.find(({ key }) => `facts.${key}` === name)?.label
    return label ? inLanguage(label, language) : name
  }
}

/** Why a mail is not sent, in words; a field that is missing is called by its label. */
export function useReason(): (reason: string, detail: string | null) => string {
  const { t } = useTranslation('outreach')
  const named = useFieldName()
  return (reason, detail) =>
    t(`reasons.${reason as 'reached'}`, {
      detail: detail === null ? '' : named(detail),
      defaultValue: detail ?? reason,
    })
}
