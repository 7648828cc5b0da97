import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { type Blocker, following, journey, type Path } from './apis.ts'

type Told = Omit<Parameters<typeof following.addBlocker.call>[0], 'id'>
const toldOf = ({ side, what, who, note, sinceOn }: Blocker): Told => ({ side, what, who, note, sinceOn })

/** What can be done about what blocks; each can be taken back from its message. */
export function useBlockers({ accountId: id }: Path) {
  const { t } = useTranslation(['journey', 'web'])
  const { today } = useFormat()
  const queries = useQueryClient()
  const anew = async () => {
    await queries.invalidateQueries({ queryKey: journey.path.key() })
    void queries.invalidateQueries({ queryKey: following.key() })
  }
  const tell = (error: unknown) => toast(errorText(error), { tone: 'risk' })
  /** Does something, shows it, and offers the way back. */
  const done = async (work: Promise<unknown>, words: string, back: () => Promise<unknown>) => {
    await work
    await anew()
    toast(words, {
      undo: () =>
        back().then(() => {
          toast(t('web:undone'))
          return anew()
        }, tell),
    })
  }
  const resolvedOn = (blockerId: string, on: string | null) =>
    following.resolveBlocker.call({ id, blockerId, resolvedOn: on })
  return {
    /** Throws what the server refused, for a form to show. */
    add: async (told: Told) => {
      const added = await following.addBlocker.call({ id, ...told })
      const back = () => following.removeBlocker.call({ id, blockerId: added.id })
      await done(Promise.resolve(), t('blockers.added'), back)
    },
    change: (before: Blocker, told: Told) => {
      const which = { id, blockerId: before.id }
      const back = () => following.changeBlocker.call({ ...which, ...toldOf(before) })
      return done(following.changeBlocker.call({ ...which, ...told }), t('blockers.changed'), back)
    },
    resolve: (one: Blocker) =>
      done(resolvedOn(one.id, today()), t('blockers.marked'), () => resolvedOn(one.id, null)).catch(tell),
    reopen: (one: Blocker) =>
      done(resolvedOn(one.id, null), t('blockers.reopened'), () => resolvedOn(one.id, one.resolvedOn)).catch(tell),
    remove: (one: Blocker) =>
      done(following.removeBlocker.call({ id, blockerId: one.id }), t('blockers.removed'), async () => {
        const again = await following.addBlocker.call({ id, ...toldOf(one) })
        if (one.resolvedOn) await resolvedOn(again.id, one.resolvedOn)
      }).catch(tell),
  }
}
