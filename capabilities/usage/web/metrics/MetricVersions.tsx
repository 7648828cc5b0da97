import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Metric, metrics } from './apis.ts'
import { useDescribe } from './useDescribe.ts'
import { usePublish } from './usePublish.ts'

/** Every version of a metric with who published it and why; an earlier one can be put in force again. */
export function MetricVersions({ metric, may, onClose }: { metric: Metric; may: boolean; onClose: () => void }) {
  const { t } = useTranslation('metrics')
  const format = useFormat()
  const describe = useDescribe()
  const publish = usePublish()
  const { data, error, refetch } = useQuery(metrics.versions.queryOptions({ input: { key: metric.key } }))
  const name = inLanguage(metric.definition.label, format.language)
  const latest = data?.versions[0]?.version ?? 0
  const inForce = metric.archived || metric.origin === 'ready' ? null : latest
  const use = (version: number, definition: Metric['definition']) => {
    publish({
      key: metric.key,
      definition,
      note: t('history.restoreNote', { version }),
      basedOn: latest,
      past: 'kept',
      before: metric,
    })
      .then(onClose)
      .catch((failure: unknown) => toast(errorText(failure), { tone: 'risk' }))
  }
  return (
    <Dialog opened onClose={onClose} title={t('history.title', { name })} size={620}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines />}
      {data?.versions.length === 0 ? <p className="quiet">{t('history.none')}</p> : null}
      {data?.versions.map(({ version, definition, note, publishedAt, publishedBy }) => (
        <Row
          key={version}
          end={
            version === inForce ? (
              <Chip tone="healthy">{t('history.current')}</Chip>
            ) : may ? (
              <Button size="xs" variant="default" onClick={() => use(version, definition)}>
                {t('history.use')}
              </Button>
            ) : null
          }
        >
          <strong>{t('version', { version })}</strong>{' '}
          <span className="quiet small">
            {publishedBy
              ? t('history.by', { name: publishedBy, when: format.stamp(publishedAt) })
              : t('history.published', { when: format.stamp(publishedAt) })}
          </span>
          <div className="small">{describe(definition)}</div>
          {note ? <div className="quiet small">{note}</div> : null}
        </Row>
      ))}
    </Dialog>
  )
}
