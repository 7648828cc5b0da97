import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { portal, type Shared, type SharedLink, sharedQuery, type Thread } from './apis.ts'

type NewLink = Omit<Parameters<typeof portal.share.call>[0], 'id'>

/** What our own people do to share a plan: shown at once and told. Forms are thrown what the server refused. */
export function useShare(planId: string) {
  const { t } = useTranslation('planShare')
  const queries = useQueryClient()
  const show = (shared: Shared) => queries.setQueryData(sharedQuery(planId).queryKey, shared)
  const tell = (error: unknown) => toast(errorText(error), { tone: 'risk' })
  return {
    share: async (link: NewLink) => {
      show(await portal.share.call({ id: planId, ...link }))
      toast(t('told.shared'))
    },
    setEnd: async (link: SharedLink, expiresOn: string) => {
      show(await portal.setEnd.call({ id: link.id, expiresOn }))
      const back = () => portal.setEnd.call({ id: link.id, expiresOn: link.expiresOn }).then(show)
      toast(t('told.end'), { undo: back })
    },
    revoke: async ({ id, contact }: SharedLink) => {
      show(await portal.revoke.call({ id }))
      toast(t('told.revoked', { name: contact.name }))
    },
    mail: ({ id, contact }: SharedLink) =>
      portal.mailLink.call({ id }).then((shared) => {
        show(shared)
        toast(t('told.mailed', { name: contact.name }))
      }, tell),
    copy: async ({ id, contact }: SharedLink) => {
      try {
        const { url } = await portal.address.call({ id })
        await navigator.clipboard.writeText(url)
        toast(t('told.copied', { name: contact.name }))
      } catch (error) {
        tell(error)
      }
    },
    code: ({ id }: SharedLink) => portal.code.call({ id }),
    answer: async (questionId: string | null, stepId: string | null, body: string) => {
      show(await portal.answer.call({ id: planId, questionId, stepId, body }))
      toast(t('told.answered'))
    },
    setAnswered: async ({ id }: Thread, answered: boolean) => {
      try {
        show(await portal.setAnswered.call({ id, answered }))
        const back = () => portal.setAnswered.call({ id, answered: !answered }).then(show)
        toast(t(answered ? 'told.marked' : 'told.reopened'), { undo: back })
      } catch (error) {
        tell(error)
      }
    },
  }
}
