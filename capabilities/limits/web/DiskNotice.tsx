import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { Notice } from '#web/ui/Notice.tsx'
import { limits } from './api.ts'
import { bytesText } from './bytes.ts'

const often = 60_000 // ms

type Warning = Awaited<ReturnType<typeof limits.warning.call>>

/**
 * Tells administrators that the disk is filling up, while there is time to do something about it, and everybody when what
 * they would enter is refused.
 */
export function DiskNotice() {
  const { data } = useQuery({ ...limits.warning.queryOptions(), staleTime: often, refetchInterval: often })
  const what = data && whatToTell(data)
  return data && what ? <Told what={what} free={data.free} /> : null
}

function whatToTell({ taking, level }: Warning): 'little' | 'nothing' | 'near' | 'full' | null {
  if (taking !== 'all') return taking
  return level === 'fine' ? null : level
}

function Told({ what, free }: { what: 'little' | 'nothing' | 'near' | 'full'; free: number | null }) {
  const { t } = useTranslation('limits')
  const { number } = useFormat()
  const manages = useMay('workspace.manage')
  return (
    <Notice>
      <span>{t(`notice.${what}`, { free: bytesText(free ?? 0, number) })}</span>
      {manages && (
        <Link to="/settings/$part" params={{ part: 'limits' }}>
          {t('notice.look')}
        </Link>
      )}
    </Notice>
  )
}
