import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { plans } from '../apis.ts'

/** The versions of a template: when, by whom and why. */
export function Versions({ templateKey }: { templateKey: string }) {
  const { t } = useTranslation(['planTemplates', 'web'])
  const format = useFormat()
  const { data, error, refetch } = useQuery(plans.templateVersions.queryOptions({ input: { key: templateKey } }))
  return (
    <Section title={t('versions')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[70, 60]} />}
      {(data?.versions ?? []).map(({ version, note, publishedAt, publishedBy, steps }) => (
        <Row
          key={version}
          end={
            <span className="quiet small">
              {publishedBy ?? t('readyMade')} · {format.ago(publishedAt)}
            </span>
          }
        >
          <b>{t('version', { version })}</b> <span className="quiet small">{t('stage.count', { count: steps })}</span>
          {note ? <div className="soft small">{note}</div> : null}
        </Row>
      ))}
    </Section>
  )
}
