import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Quarantined, usage } from './apis.ts'
import { RefusedDialog } from './RefusedDialog.tsx'
import { RefusedRow, useRuleText } from './RefusedRow.tsx'
import styles from './usage.module.css'

/** Messages that were not accepted: why, and how to take them in after all. */
export function Refused() {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const may = useMay('ingest.manage')
  const ruleText = useRuleText()
  const [rule, setRule] = useState<string | null>(null)
  const [editing, setEditing] = useState<Quarantined | null>(null)
  const [discarding, setDiscarding] = useState(false)
  const list = useInfiniteQuery(
    usage.quarantine.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 50, ...(rule ? { rule } : {}), ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const queries = useQueryClient()
  const settled = () => queries.invalidateQueries({ queryKey: usage.key() })
  const failed = (error: unknown) => toast(errorText(error), { tone: 'risk' })
  const replay = useMutation(
    usage.quarantine.replaySome.mutationOptions({
      onSuccess: ({ accepted, duplicates, stillRefused }) =>
        toast(t('refused.replayed', { accepted, duplicates, refused: stillRefused })),
      onError: failed,
      onSettled: settled,
    }),
  )
  const discard = useMutation(
    usage.quarantine.discard.mutationOptions({
      onSuccess: ({ discarded }) =>
        toast(t('refused.discarded', { count: discarded, shown: format.number(discarded) })),
      onError: failed,
      onSettled: async () => {
        setDiscarding(false)
        await settled()
      },
    }),
  )
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const rules = list.data?.pages[0]?.rules ?? []
  const waiting = rules.reduce((sum, one) => sum + (rule === null || one.rule === rule ? one.messages : 0), 0)
  const some = rule === null ? {} : { rule }
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <BoneLines widths={[90, 70, 80]} height={56} />
  if (rules.length === 0)
    return (
      <EmptyState icon="check" title={t('refused.none')}>
        {t('refused.noneText')}
      </EmptyState>
    )
  return (
    <Section
      title={t('refused.title')}
      actions={
        may ? (
          <>
            <Button size="xs" variant="default" loading={replay.isPending} onClick={() => replay.mutate(some)}>
              {t('refused.replayAll')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setDiscarding(true)}>
              {t('refused.discardAll')}
            </Button>
          </>
        ) : null
      }
    >
      <div className={styles.choices} role="group">
        <Button size="compact-sm" variant={rule === null ? 'filled' : 'default'} onClick={() => setRule(null)}>
          {t('refused.all')}
        </Button>
        {rules.map((one) => (
          <Button
            key={one.rule}
            size="compact-sm"
            variant={rule === one.rule ? 'filled' : 'default'}
            onClick={() => setRule(one.rule)}
          >
            {ruleText(one.rule)} ({format.number(one.messages)})
          </Button>
        ))}
      </div>
      {rows.map((row) => (
        <RefusedRow
          key={row.id}
          row={row}
          may={may}
          onEdit={() => setEditing(row)}
          onDiscard={() => discard.mutate({ ids: [row.id] })}
        />
      ))}
      {list.hasNextPage ? (
        <Button variant="default" size="xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('refused.more')}
        </Button>
      ) : null}
      <RefusedDialog key={editing?.id ?? ''} row={editing} onClose={() => setEditing(null)} />
      <ConfirmDialog
        opened={discarding}
        onClose={() => setDiscarding(false)}
        title={t('refused.confirmTitle')}
        confirm={t('refused.discard')}
        busy={discard.isPending}
        onConfirm={() => discard.mutate(some)}
      >
        {t('refused.confirm', { count: waiting, shown: format.number(waiting) })}
      </ConfirmDialog>
    </Section>
  )
}
