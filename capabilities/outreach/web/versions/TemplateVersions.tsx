import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { outreach, purposesQuery, type TemplateDraft } from '../apis.ts'
import type { Sheet } from './changes.ts'
import { Versions } from './Versions.tsx'

/** The versions of a template, with their texts. */
export function TemplateVersions({
  templateKey,
  onTake,
}: {
  templateKey: string
  onTake: ((draft: TemplateDraft) => void) | null
}) {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const { data } = useQuery(purposesQuery)
  const query = useQuery(
    outreach.templates.versions.queryOptions({
      input: { key: templateKey },
      select: ({ versions }) =>
        versions.map(({ version, note, publishedAt, publishedBy, name, aim, subject, body, consentPurposeId }) => ({
          version,
          note,
          publishedAt,
          publishedBy,
          draft: { name, aim, subject, body, consentPurposeId },
        })),
    }),
  )
  const purposeOf = (id: string | null | undefined) => {
    const purpose = data?.purposes.find((one) => one.id === id)
    return purpose ? inLanguage(purpose.name, language) : ''
  }
  const sheetOf = ({ name, aim, subject, body, consentPurposeId }: TemplateDraft): Sheet => [
    { label: t('template.subjectIn.ja'), text: subject.ja },
    { label: t('template.bodyIn.ja'), text: body.ja },
    { label: t('template.subjectIn.en'), text: subject.en },
    { label: t('template.bodyIn.en'), text: body.en },
    { label: t('template.nameAndAim'), text: [name.ja, name.en, aim.ja, aim.en].join('\n') },
    ...(consentPurposeId ? [{ label: t('template.consent'), text: purposeOf(consentPurposeId) }] : []),
  ]
  return <Versions query={query} sheetOf={sheetOf} onTake={onTake} />
}
