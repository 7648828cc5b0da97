import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import {
  accountQuery,
  type AccountMail,
  type Broadcast,
  broadcastQuery,
  broadcastsQuery,
  outreach,
  type Sequence,
  sequencesQuery,
  type Template,
  templatesQuery,
} from './apis.ts'

const tell = (error: unknown) => toast(errorText(error), { tone: 'risk' })

/** What is done with sequences and templates as a whole; each is told, and can be taken back. */
export function useOutreachMoves() {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const queries = useQueryClient()
  const turn = async (sequence: Sequence, isOn: boolean, quiet = false): Promise<void> => {
    try {
      queries.setQueryData(sequencesQuery.queryKey, await outreach.sequences.turn.call({ key: sequence.key, isOn }))
      if (quiet) return
      const name = inLanguage(sequence.name, language)
      toast(t(isOn ? 'sequence.turnedOn' : 'sequence.turnedOff', { name }), { undo: () => turn(sequence, !isOn, true) })
    } catch (error) {
      tell(error)
    }
  }
  const removeSequence = async ({ key, name }: Pick<Sequence, 'key' | 'name'>, removed = true): Promise<void> => {
    try {
      queries.setQueryData(sequencesQuery.queryKey, await outreach.sequences.remove.call({ key, removed }))
      if (removed)
        toast(t('removed', { name: inLanguage(name, language) }), { undo: () => removeSequence({ key, name }, false) })
    } catch (error) {
      tell(error)
    }
  }
  const removeTemplate = async ({ key, name }: Pick<Template, 'key' | 'name'>, removed = true): Promise<void> => {
    try {
      queries.setQueryData(templatesQuery.queryKey, await outreach.templates.remove.call({ key, removed }))
      if (removed)
        toast(t('removed', { name: inLanguage(name, language) }), { undo: () => removeTemplate({ key, name }, false) })
    } catch (error) {
      tell(error)
    }
  }
  return { turn, removeSequence, removeTemplate }
}

/** What is done with a broadcast. */
export function useBroadcastMoves() {
  const { t } = useTranslation('outreach')
  const queries = useQueryClient()
  return async ({ id, version }: Broadcast, move: keyof typeof moveKeys): Promise<boolean> => {
    try {
      const next = await outreach.broadcasts.move.call({ id, version, move })
      if (move !== 'remove') queries.setQueryData(broadcastQuery(id).queryKey, next)
      void queries.invalidateQueries({ queryKey: broadcastsQuery.queryKey })
      toast(t(`broadcast.told.${move}`))
      return true
    } catch (error) {
      tell(error)
      return false
    }
  }
}
export const moveKeys = { schedule: true, pause: true, resume: true, stop: true, remove: true } as const

/** What is done with the mail of one customer. */
export function useAccountMoves(accountId: string) {
  const { t } = useTranslation('outreach')
  const queries = useQueryClient()
  const show = (mail: AccountMail) => {
    queries.setQueryData(accountQuery(accountId).queryKey, mail)
  }
  const takeOver = async (takenOver: boolean, quiet = false): Promise<void> => {
    try {
      show(await outreach.takeOver.call({ id: accountId, takenOver }))
      if (!quiet)
        toast(t(takenOver ? 'account.takenOver' : 'account.wentOn'), { undo: () => takeOver(!takenOver, true) })
    } catch (error) {
      tell(error)
    }
  }
  return {
    show,
    takeOver,
    markReplied: async (id: string) => {
      try {
        show(await outreach.replied.call({ id }))
        toast(t('account.marked'))
      } catch (error) {
        tell(error)
      }
    },
  }
}
