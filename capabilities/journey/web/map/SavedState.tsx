import { useTranslation } from 'react-i18next'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import styles from './map.module.css'
import type { Saving } from './useSaving.ts'

/** Whether what is written is kept; where it could not be, what can be done. */
export function SavedState({ saving, dirty }: { saving: Saving; dirty: boolean }) {
  const { t } = useTranslation('maps')
  const state = saving.state === 'saved' && !dirty ? 'clean' : saving.state
  return (
    <span role="status" className={styles.saved} data-state={state}>
      {t(`saving.${state}`)}{' '}
      {state === 'failed' ? (
        <LinkButton onClick={() => void saving.flush().catch(() => {})}>{t('saving.retry')}</LinkButton>
      ) : null}
      {state === 'conflict' ? (
        <LinkButton onClick={() => window.location.reload()}>{t('saving.reopen')}</LinkButton>
      ) : null}
    </span>
  )
}
