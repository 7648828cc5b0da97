import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { activityKindChoices } from '#capabilities/timeline/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { type Entry, type Person, streamOptions } from './apis.ts'
import { Composer } from './Composer.tsx'
import { EntryItem } from './EntryItem.tsx'
import styles from './Timeline.module.css'

/** Something of another capability that belongs between the entries, at its instant (ISO). */
export type Between = { key: string; at: string; node: ReactNode }

/**
 * A customer's stream, latest first, with a place to write. `between` is sorted in among the entries. `few` shows only
 * the first ones, without filters; `until` only what had happened by the end of a past day.
 */
export function Timeline({
  accountId,
  people,
  between = [],
  few,
  until,
}: {
  accountId: string
  people: readonly Person[]
  between?: readonly Between[]
  few?: number
  until?: string
}) {
  const { t } = useTranslation('timeline')
  const [kinds, setKinds] = useState('')
  const mayWrite = useMay('accounts.write')
  const stream = useInfiniteQuery(streamOptions(accountId, few ?? 30, { kinds, ...(until ? { until } : {}) }))
  const entries = stream.data?.pages.flatMap((page) => page.entries) ?? []
  const items = mixed(entries, kinds ? [] : between, stream.hasNextPage && few === undefined).slice(0, few)
  return (
    <>
      {mayWrite ? <Composer accountId={accountId} people={people} /> : null}
      {few === undefined ? <KindFilter value={kinds} onChange={setKinds} /> : null}
      {stream.error ? <ErrorState error={stream.error} onRetry={() => void stream.refetch()} /> : null}
      {stream.isPending ? <BoneLines widths={[50, 85, 40, 70, 55]} /> : null}
      {stream.data && items.length === 0 ? (
        <EmptyState compact icon="note">
          {t('empty')}
        </EmptyState>
      ) : null}
      <div className={styles.stream}>
        {items.map((item) =>
          'node' in item ? <div key={item.key}>{item.node}</div> : <EntryItem key={keyOf(item)} entry={item} />,
        )}
      </div>
      {few === undefined && stream.hasNextPage ? (
        <Button
          variant="default"
          size="xs"
          loading={stream.isFetchingNextPage}
          onClick={() => void stream.fetchNextPage()}
        >
          {t('older')}
        </Button>
      ) : null}
    </>
  )
}

function keyOf(entry: Entry): string {
  return entry.type === 'activity' ? entry.activity.id : entry.type === 'inquiry' ? entry.inquiry.id : entry.survey.id
}

// What lies before the oldest entry loaded waits until older ones are.
function mixed(entries: readonly Entry[], between: readonly Between[], more: boolean): (Entry | Between)[] {
  const oldest = entries.at(-1)?.at
  const within = more && oldest ? between.filter((one) => one.at >= oldest) : between
  return [...entries, ...within].toSorted((a, b) => (a.at < b.at ? 1 : -1))
}

function KindFilter({ value, onChange }: { value: string; onChange: (kinds: string) => void }) {
  const { t } = useTranslation('timeline')
  const { language } = useFormat()
  const choices = [
    { value: '', label: t('all') },
    { value: 'inquiry', label: t('inquiries') },
    { value: 'survey', label: t('surveys') },
    ...activityKindChoices.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) })),
  ]
  return (
    <div className={styles.filter} role="group" aria-label={t('filter')}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  )
}
