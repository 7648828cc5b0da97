import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { errorText } from '#web/problemText.ts'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'

/** Asks before something is done that does not come back, and says what came of it, or why nothing did. */
export function AskFirst<Result>({
  title,
  confirm,
  does,
  told,
  onClose,
  children,
}: {
  title: string
  confirm: string
  does: () => Promise<Result>
  told: (result: Result) => string
  /** Closed without it, done, or turned down. */
  onClose: () => void
  children: ReactNode
}) {
  const doing = useMutation({
    mutationFn: does,
    onSuccess: (result) => toast(told(result)),
    onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
    onSettled: onClose,
  })
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={title}
      confirm={confirm}
      busy={doing.isPending}
      onConfirm={() => doing.mutate()}
    >
      <p>{children}</p>
    </ConfirmDialog>
  )
}
