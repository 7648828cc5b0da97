import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { type Definition, facts, type Metric, metrics } from './apis.ts'

type Given = {
  key: string
  definition: Definition
  note: string | null
  basedOn: number
  past: 'filled' | 'kept'
  /** As it was before; null: it is new. */
  before: Metric | null
}

/** Asks for what metrics changed again. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: metrics.key() }),
      queries.invalidateQueries({ queryKey: facts.catalogue.key() }),
    ])
}

/** Publishes a metric; the message that tells so takes it back. */
export function usePublish(): (given: Given) => Promise<void> {
  const { t } = useTranslation('metrics')
  const { language } = useFormat()
  const refresh = useRefresh()
  return async ({ before, ...given }) => {
    const made = await metrics.publish.call(given)
    const undo = async () => {
      if (before === null || before.origin === 'ready') await metrics.archive.call({ key: given.key })
      else
        await metrics.publish.call({
          key: given.key,
          definition: before.definition,
          note: before.note,
          basedOn: made.version,
          past: given.past,
        })
      await refresh()
    }
    toast(t('done.published', { name: inLanguage(made.definition.label, language) }), { undo })
    void refresh() // what is shown follows; whoever published goes on
  }
}

/** What can be done with a metric beside changing it; each can be taken back. */
export function useMetricMoves() {
  const { t } = useTranslation('metrics')
  const { language } = useFormat()
  const refresh = useRefresh()
  const run = (work: () => Promise<unknown>) => {
    void work()
      .catch((error: unknown) => toast(errorText(error), { tone: 'risk' }))
      .then(refresh)
  }
  const named = (metric: Metric) => ({ name: inLanguage(metric.definition.label, language) })
  return {
    archive: (metric: Metric) =>
      run(async () => {
        await metrics.archive.call({ key: metric.key })
        toast(t(metric.origin === 'changed' ? 'done.ready' : 'done.archived', named(metric)), {
          undo: () => metrics.restore.call({ key: metric.key }).then(refresh),
        })
      }),
    restore: (metric: Metric) =>
      run(async () => {
        await metrics.restore.call({ key: metric.key })
        toast(t('done.restored', named(metric)), {
          undo: () => metrics.archive.call({ key: metric.key }).then(refresh),
        })
      }),
  }
}
