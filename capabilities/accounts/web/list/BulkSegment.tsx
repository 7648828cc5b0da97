import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { toast } from '#web/ui/toast.ts'
import { accounts, facts } from './apis.ts'

type SelectionInput = Parameters<typeof accounts.changes.segment.call>[0]['selection']

/** Adds the selected customers to a segment whose members are chosen by hand, or takes them off; undone from the message. */
export function BulkSegment({
  selection,
  count,
  onClose,
  onDone,
}: {
  selection: SelectionInput
  count: number
  onClose: () => void
  onDone: () => void
}) {
  const { t } = useTranslation('list')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const { data, error } = useQuery(facts.segments.list.queryOptions())
  const axes = (data?.axes ?? [])
    .filter((axis) => axis.archivedAt === null)
    .map((axis) => ({
      group: inLanguage(axis.label, language),
      items: axis.segments
        .filter((one) => one.kind === 'static' && one.archivedAt === null)
        .map((one) => ({ value: one.id, label: inLanguage(one.label, language) })),
    }))
    .filter((axis) => axis.items.length > 0)
  const all = axes.flatMap((axis) => axis.items)
  const [picked, setPicked] = useState<string | null>(null)
  const chosen = all.find((one) => one.value === picked) ?? all[0]
  const change = useMutation(
    accounts.changes.segment.mutationOptions({
      onSuccess: ({ changeId, changed }, { then }) => {
        onClose()
        onDone()
        const words = { count: changed, name: chosen?.label ?? '' }
        toast(t(then === 'add' ? 'bulk.segmentAdded' : 'bulk.segmentRemoved', words), {
          undo: async () => {
            const { undone } = await facts.segments.undoMembers.call({ id: changeId })
            toast(t('bulk.undone', { count: undone }))
          },
        })
      },
    }),
  )
  const run = (then: 'add' | 'remove') => chosen && change.mutate({ selection, segmentId: chosen.value, then })
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('bulk.segmentTitle', { count })}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {frame('cancel')}
          </Button>
          <Button variant="default" disabled={!chosen} loading={change.isPending} onClick={() => run('remove')}>
            {t('bulk.segmentRemove')}
          </Button>
          <Button disabled={!chosen} loading={change.isPending} onClick={() => run('add')}>
            {t('bulk.segmentAdd')}
          </Button>
        </>
      }
    >
      {error || change.error ? <ErrorState error={change.error ?? error} /> : null}
      {data || error ? null : <BoneLines widths={[100]} />}
      {chosen ? (
        <NativeSelect
          label={t('bulk.segmentName')}
          description={t('bulk.segmentHelp')}
          data={axes}
          value={chosen.value}
          onChange={(event) => setPicked(event.currentTarget.value)}
        />
      ) : null}
      {data && !chosen ? (
        <p>
          {t('bulk.segmentNone')}{' '}
          <Link to="/settings/$part" params={{ part: 'segments' }}>
            {t('bulk.segmentMake')}
          </Link>
        </p>
      ) : null}
    </Dialog>
  )
}
