import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { problemOf } from '#web/client.ts'
import { useMay } from '#web/session.ts'
import { NotFound } from '#web/shell/NotFound.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { broadcastQuery } from './apis.ts'
import { BroadcastEditor } from './BroadcastEditor.tsx'
import { BroadcastProgress } from './BroadcastProgress.tsx'
import { StatusChip } from './Broadcasts.tsx'

/** One mail to many: written while it is a draft, watched once it is on its way. */
export function BroadcastPage() {
  const { t } = useTranslation('outreach')
  const { id } = useParams({ from: '/frame/outreach/broadcasts/$id' })
  const isNew = id === 'new'
  const may = useMay('outreach.manage')
  const { data, error, refetch } = useQuery({ ...broadcastQuery(id), enabled: !isNew })
  if (error && problemOf(error).code === 'NOT_FOUND') return <NotFound />
  const title = isNew ? t('broadcast.newTitle') : (data?.name ?? '…')
  const path = [
    { label: t('title'), to: '/outreach' },
    { label: t('tabs.broadcasts'), to: '/outreach', search: { view: 'broadcasts' } },
    { label: title },
  ]
  const isWritten = (isNew || data?.status === 'draft') && may
  return (
    <Page title={title} path={path} sub={data ? <StatusChip status={data.status} /> : null}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {isNew || data || error ? null : <BoneLines widths={[40, 90, 90, 60]} height={34} />}
      {isWritten ? (
        <BroadcastEditor key={data?.id ?? 'new'} broadcast={data ?? null} />
      ) : data ? (
        <BroadcastProgress broadcast={data} />
      ) : null}
    </Page>
  )
}
