import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { limits } from './api.ts'
import { bytesText } from './bytes.ts'
import styles from './limits.module.css'

const often = 10 * 60_000 // ms: a disk fills over days

/** Tells administrators that the disk is filling up, while there is time to do something about it. */
export function DiskNotice() {
  const may = useMay('workspace.manage')
  const { data } = useQuery({
    ...limits.warning.queryOptions(),
    enabled: may,
    staleTime: often,
    refetchInterval: often,
  })
  return data && data.level !== 'fine' ? <Filling level={data.level} free={data.free} /> : null
}

function Filling({ level, free }: { level: 'near' | 'full'; free: number }) {
  const { t } = useTranslation('limits')
  const { number } = useFormat()
  return (
    <div role="alert" className={styles.notice}>
      <span>{t(`notice.${level}`, { free: bytesText(free, number) })}</span>
      <Link to="/settings/$part" params={{ part: 'limits' }}>
        {t('notice.look')}
      </Link>
    </div>
  )
}
