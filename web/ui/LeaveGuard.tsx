import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from './Dialog.tsx'

/** Asks before changes that are not published are left behind: by a link, by going back, or by closing the window. */
export function LeaveGuard({ on, name }: { on: boolean; name: string }) {
  const { t } = useTranslation()
  const blocked = useBlocker({
    shouldBlockFn: ({ current, next }) => on && current.pathname !== next.pathname,
    enableBeforeUnload: on,
    withResolver: true,
  })
  if (blocked.status !== 'blocked') return null
  return (
    <ConfirmDialog
      opened
      onClose={blocked.reset}
      title={t('leave.title')}
      confirm={t('leave.go')}
      onConfirm={blocked.proceed}
    >
      {t('leave.text', { name })}
    </ConfirmDialog>
  )
}
