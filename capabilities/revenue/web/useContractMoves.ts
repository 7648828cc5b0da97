import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { revenue } from './apis.ts'

/** How a change of contracts is told once it is made: everything that follows is asked for anew, and there is a way back. */
export function useContractMoves(): { made: (told: string, undo: () => Promise<unknown>) => Promise<void> } {
  const { t } = useTranslation('web')
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: revenue.key() })
  return {
    made: async (told, undo) => {
      toast(told, {
        undo: () =>
          undo()
            .then(() => toast(t('undone')))
            .catch((error: unknown) => toast(errorText(error), { tone: 'risk' }))
            .then(refresh),
      })
      await refresh()
    },
  }
}
