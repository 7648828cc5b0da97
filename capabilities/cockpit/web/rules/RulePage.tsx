import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '#web/client.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { NotFound } from '#web/shell/NotFound.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { ruleQuery } from './apis.ts'
import { pathOf } from './path.ts'
import { RuleEditor } from './RuleEditor.tsx'
import { blankRule } from './ruleForm.ts'

/** One rule: written, tried on the past and published; or a new one. */
export function RulePage() {
  const { t } = useTranslation('rules')
  const { language } = useFormat()
  const { id = '' } = useParams({ strict: false })
  const { c, name } = useSearch({ strict: false })
  // Whoever comes from a segment or a fact brings the condition, and a name to start from.
  const given = { ...(c ? { condition: c } : {}), ...(name ? { name } : {}) }
  const isNew = id === 'new'
  const { data, error, refetch } = useQuery({ ...ruleQuery(id), enabled: !isNew })
  if (error && problemOf(error).code === 'NOT_FOUND') return <NotFound />
  const title = isNew ? t('newTitle') : data ? inLanguage(data.rule.label, language) : t('title')
  const waiting = (
    <Page title={title} path={pathOf(t, title)}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <BoneLines widths={[40, 90, 90, 60]} height={36} />
      )}
    </Page>
  )
  if (!isNew && !data) return waiting
  return (
    <Suspense fallback={waiting}>
      <RuleEditor key={data?.rule.key ?? 'new'} one={data ?? null} title={title} begin={{ ...blankRule, ...given }} />
    </Suspense>
  )
}
