import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { withProposals } from '#capabilities/journey/core/pace.ts'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { type following, journey } from '../apis.ts'

type Proposals = Awaited<ReturnType<typeof following.proposals.call>>

/** Writes the proposals into the draft of the map and opens it there; nothing changes for anybody until it is published. */
export function useTakeOver() {
  const { t } = useTranslation(['following', 'web'])
  const queries = useQueryClient()
  const navigate = useNavigate()
  const maps = journey.editor
  const anew = () => queries.invalidateQueries({ queryKey: maps.key() })
  return async ({ map, rows, watchAt, stalledAt }: Proposals): Promise<void> => {
    if (!map || !watchAt || !stalledAt) return
    const { key } = map
    try {
      const { draft, published, version } = await maps.open.call({ key })
      const before = draft?.content ?? published
      if (!before) return
      const proposed = { rows, watchAt: watchAt.proposed, stalledAt: stalledAt.proposed }
      const basedOn = draft?.basedOn ?? version ?? 0
      const saved = { key, basedOn, draft: withProposals(before, proposed) }
      const { revision } = await maps.save.call({ ...saved, revision: draft?.revision ?? 0 })
      await anew()
      const undo = async () => {
        if (draft) await maps.save.call({ key, basedOn, draft: draft.content, revision })
        else await maps.discard.call({ key })
        await anew()
        toast(t('web:undone'))
      }
      toast(t('proposals.taken'), { undo })
      await navigate({ to: '/journey/maps/$key', params: { key } })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
}
