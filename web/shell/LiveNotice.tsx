import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLiveState } from '../live/useLive.ts'
import styles from './Shell.module.css'

const patience = 4000

/** Says so when changes have not been arriving for a while; what is on the page may be old then. */
export function LiveNotice() {
  const { t } = useTranslation()
  const state = useLiveState()
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (state !== 'lost') return setLate(false)
    const timer = setTimeout(() => setLate(true), patience)
    return () => clearTimeout(timer)
  }, [state])
  return <div role="status">{late ? <div className={styles.notice}>{t('live.lost')}</div> : null}</div>
}
