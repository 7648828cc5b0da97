import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../problemText.ts'
import { Icon } from './Icon.tsx'
import styles from './Toasts.module.css'
import { dismissToast, type Toast, toast, toastStore } from './toast.ts'

/** Where the messages of `toast()` appear; the frame shows it once. */
export function Toasts() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get)
  return (
    <div className={styles.region} role="status" aria-live="polite">
      {toasts.map((shown) => (
        <ToastCard key={shown.id} shown={shown} />
      ))}
    </div>
  )
}

function ToastCard({ shown }: { shown: Toast }) {
  const { t } = useTranslation()
  const undo = async () => {
    dismissToast(shown.id)
    try {
      await shown.undo?.()
      toast(t('undone'))
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
  return (
    <div className={styles.toast} data-tone={shown.tone}>
      <span>{shown.text}</span>
      {shown.undo ? (
        <button type="button" className={styles.undo} onClick={() => void undo()}>
          {t('undo')}
        </button>
      ) : null}
      <button type="button" className={styles.close} aria-label={t('close')} onClick={() => dismissToast(shown.id)}>
        <Icon name="close" size={14} />
      </button>
    </div>
  )
}
