import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { following, journey } from '../apis.ts'
import type { Card } from './apis.ts'

/** Puts a customer into another phase, and tells it with a way back. What the server refuses is thrown, for a form to show. */
export function useBoardMove() {
  const { t } = useTranslation(['following', 'web'])
  const queries = useQueryClient()
  const anew = () => queries.invalidateQueries({ queryKey: following.key() })
  return async ({ account: { id, name } }: Card, phase: string, phaseName: string, reason: string): Promise<void> => {
    const { current } = await journey.move.call({ id, phase, reason })
    await anew()
    const undo = () =>
      current
        ? journey.undoMove.call({ id, entryId: current.entryId }).then(
            () => {
              toast(t('web:undone'))
              void anew()
            },
            (error: unknown) => toast(errorText(error), { tone: 'risk' }),
          )
        : undefined
    toast(t('moving.moved', { name, phase: phaseName }), { undo })
  }
}
