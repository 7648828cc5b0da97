import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Person } from '#capabilities/access/contract.ts'
import { errorText } from '#web/problemText.ts'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { access } from './access.ts'

/** Asks before an administrator ends all sessions of somebody, who stays active. */
export function EndSessions({ person: { id, name }, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('access')
  const end = useMutation(
    access.people.endSessions.mutationOptions({
      onSuccess: ({ ended }) => toast(t('people.endedSessions', { name, count: ended })),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: onClose,
    }),
  )
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('people.endSessionsTitle', { name })}
      confirm={t('people.endSessions')}
      busy={end.isPending}
      onConfirm={() => end.mutate({ id })}
    >
      <p>{t('people.endSessionsText')}</p>
    </ConfirmDialog>
  )
}
