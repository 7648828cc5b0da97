import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { cockpit } from '#capabilities/cockpit/web/apis.ts'
import { StreamItem } from '#capabilities/timeline/web/EntryItem.tsx'
import type { Between } from '#capabilities/timeline/web/Timeline.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'

/** The signals of a customer, to stand among its conversations; with `until`, those fired by the end of that day. */
export function useSignals(accountId: string, until?: string): readonly Between[] {
  const { t } = useTranslation('customer')
  const { language, dayOfInstant } = useFormat()
  const may = useMay('signals.read')
  const { data } = useQuery({ ...cockpit.signals.queryOptions({ input: { id: accountId } }), enabled: may })
  return useMemo(
    () =>
      (data?.signals ?? [])
        .filter((signal) => until === undefined || dayOfInstant(signal.firedAt) <= until)
        .map((signal) => ({
          key: signal.id,
          at: signal.firedAt,
          node: (
            <StreamItem
              title={t('signal', { rule: inLanguage(signal.rule.label, language) })}
              when={signal.firedAt}
              tone="risk"
            >
              <p className="soft small">{inLanguage(signal.because, language)}</p>
            </StreamItem>
          ),
        })),
    [data, language, until, dayOfInstant, t],
  )
}
