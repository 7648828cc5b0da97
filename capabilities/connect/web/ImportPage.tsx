import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { type Import, importQuery } from './apis.ts'
import { CheckStep } from './CheckStep.tsx'
import { ReadStep } from './ReadStep.tsx'
import { RunStep } from './RunStep.tsx'
import { StatusChip } from './StatusChip.tsx'
import { Steps, type StepName } from './Steps.tsx'

/** One import from the dropped file to its result. Which step is shown follows from where it stands. */
export function ImportPage() {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { id } = useParams({ from: '/frame/imports/$id' })
  const { step } = useSearch({ from: '/frame/imports/$id' })
  const query = useQuery(importQuery(id))
  const one = query.data
  const path = [{ label: t('title'), to: '/imports' }, { label: one?.fileName ?? '…' }]
  if (!one) {
    return (
      <Page title={t('title')} path={path}>
        {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <BoneLines />}
      </Page>
    )
  }
  const at = stepOf(one, step)
  return (
    <Page
      title={one.fileName}
      path={path}
      sub={
        <>
          <StatusChip status={one.status} /> <span className="num">{sizeText(one.fileSize, format.number)}</span>
        </>
      }
    >
      <Steps at={at} one={one} />
      {at === 'read' ? <ReadStep one={one} /> : at === 'check' ? <CheckStep one={one} /> : <RunStep one={one} />}
    </Page>
  )
}

/** After a preview one may go back and change how the file is read; everything else follows from the state. */
function stepOf(one: Import, wanted: string | undefined): StepName {
  if (one.status === 'uploaded') return 'read'
  if (one.status === 'previewing') return 'check'
  const mayStillChange = one.status === 'previewed' || (one.status === 'failed' && !one.canUndo && one.hasFile)
  if (mayStillChange && wanted === 'read') return 'read'
  return one.status === 'previewed' ? 'check' : 'run'
}

function sizeText(bytes: number, number: (value: number) => string): string {
  if (bytes < 1000) return `${number(bytes)} B`
  if (bytes < 1_000_000) return `${number(Math.round(bytes / 100) / 10)} kB`
  return bytes < 1e9 ? `${number(Math.round(bytes / 1e5) / 10)} MB` : `${number(Math.round(bytes / 1e7) / 100)} GB`
}
