import { Button } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

const DialogFrame = lazy(() => import('./DialogFrame.tsx').then((module) => ({ default: module.DialogFrame })))

export type DialogProps = {
  opened: boolean
  onClose: () => void
  title: string
  /** Width in px. */
  size?: number
  /** The dialog's buttons. */
  footer?: ReactNode
  children: ReactNode
}

/** A dialog over the page (the whole screen on a phone); Esc closes it. Its code comes when the first one opens. */
export function Dialog(props: DialogProps) {
  if (!props.opened) return null
  return (
    <Suspense fallback={null}>
      <DialogFrame {...props} />
    </Suspense>
  )
}

/**
 * Asks before what cannot be undone; `children` name what will happen and how many are touched, `confirm` is the verb
 * on the button.
 */
export function ConfirmDialog({
  opened,
  onClose,
  title,
  confirm,
  onConfirm,
  busy = false,
  children,
}: {
  opened: boolean
  onClose: () => void
  title: string
  confirm: string
  onConfirm: () => void
  busy?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color="red" loading={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
