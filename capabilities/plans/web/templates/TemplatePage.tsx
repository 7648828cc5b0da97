import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { NotFound } from '#web/shell/NotFound.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { templatesQuery } from '../apis.ts'
import { Editor } from './Editor.tsx'
import { PublicPage } from './PublicPage.tsx'

/** One template, to be read and written; `new` is one that is not there yet. */
export function TemplatePage() {
  const { t } = useTranslation('planTemplates')
  const { language } = useFormat()
  const { key } = useParams({ from: '/frame/settings/plans/$key' })
  const { data, error, refetch } = useQuery(templatesQuery)
  const template = data?.templates.find((one) => one.key === key) ?? null
  if (data && !template && key !== 'new') return <NotFound />
  const title = template ? inLanguage(template.name, language) : t('add')
  return (
    <Page title={title} path={[{ label: t('title'), to: '/settings/plans' }, { label: title }]} bare>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[40, 90, 90, 90]} height={34} />}
      {data ? <Editor key={`${key} ${template?.version ?? 0}`} template={template} /> : null}
      {template ? <PublicPage templateKey={template.key} /> : null}
    </Page>
  )
}
