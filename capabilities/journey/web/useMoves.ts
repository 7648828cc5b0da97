import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { journey, type Path, pathQuery } from './apis.ts'

type Confirmation = Omit<Parameters<typeof journey.reach.call>[0], 'id'>

/** What can be done with an account's path; each is shown at once and can be taken back from its message. */
export function useMoves(path: Path) {
  const { t } = useTranslation(['journey', 'web'])
  const { language } = useFormat()
  const queries = useQueryClient()
  const id = path.accountId
  const show = (next: Path) => {
    queries.setQueryData(pathQuery(id).queryKey, next)
    return next
  }
  const tell = (error: unknown) => toast(errorText(error), { tone: 'risk' })
  const unreach = (milestone: string) => journey.unreach.call({ id, milestone }).then(show)

  const move = async (phase: string, reason: string) => {
    const next = show(await journey.move.call({ id, phase, reason }))
    const { current } = next
    const undo = () => (current ? journey.undoMove.call({ id, entryId: current.entryId }).then(show, tell) : undefined)
    toast(t('moving.moved', { phase: current ? inLanguage(current.label, language) : '' }), { undo })
  }

  return {
    /** Throws what the server refused, for a form to show. */
    move,
    /** Tells what the server refused. */
    goOn: (phase: string, reason: string) => move(phase, reason).catch(tell),
    undo: (entryId: string) =>
      journey.undoMove.call({ id, entryId }).then((next) => {
        show(next)
        toast(t('web:undone'))
      }, tell),
    confirm: async (given: Confirmation) => {
      show(await journey.reach.call({ id, ...given }))
      toast(t('milestone.confirmed'), { undo: () => unreach(given.milestone).catch(tell) })
    },
    unconfirm: (milestone: string) => unreach(milestone).then(() => toast(t('milestone.unconfirmed')), tell),
  }
}
