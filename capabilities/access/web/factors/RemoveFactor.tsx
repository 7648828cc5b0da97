import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Factor, Person } from '#capabilities/access/contract.ts'
import { access } from '../access.ts'

/** Asks before a factor is taken away; it cannot come back by itself. */
export function RemoveFactor({
  factor: { id, name },
  isLast,
  onClose,
  onRemoved,
}: {
  factor: Factor
  isLast: boolean
  onClose: () => void
  onRemoved: () => Promise<unknown>
}) {
  const { t } = useTranslation('access')
  const remove = useMutation(
    access.factors.remove.mutationOptions({
      onSuccess: () => toast(t('factors.removed', { name })),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: () => {
        onClose()
        return onRemoved()
      },
    }),
  )
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('factors.removeTitle', { name })}
      confirm={t('factors.remove')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ id })}
    >
      <p>{isLast ? t('factors.removeLast') : t('factors.removeText')}</p>
    </ConfirmDialog>
  )
}

/** Asks before an administrator takes all factors of somebody away who lost them. */
export function ResetFactors({ person: { id, name }, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('access')
  const reset = useMutation(
    access.people.resetFactors.mutationOptions({
      onSuccess: ({ removed }) => toast(t('factors.resetDone', { count: removed })),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: onClose,
    }),
  )
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('factors.resetTitle', { name })}
      confirm={t('factors.resetSend')}
      busy={reset.isPending}
      onConfirm={() => reset.mutate({ id })}
    >
      <p>{t('factors.resetText')}</p>
    </ConfirmDialog>
  )
}
