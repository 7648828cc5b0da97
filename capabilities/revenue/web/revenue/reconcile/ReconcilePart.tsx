import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FileDrop } from '#web/form/FileDrop.tsx'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { useAsked } from '../useAsked.ts'
import { compareList, type Decided, type Reconciliation, reconciliations } from './apis.ts'
import { Earlier } from './Earlier.tsx'
import { ListSettings } from './ListSettings.tsx'
import { Result } from './Result.tsx'

/** A list in hand: the file, and what was decided of how it is read. It never leaves the page but to be compared. */
type InHand = { file: File; decided: Decided; id: string }

/** Our figures beside those of a list of others: a place to drop one, the comparison, and those that were kept. */
export function ReconcilePart() {
  const { t } = useTranslation(['reconcile', 'imports'])
  const { search, set } = useAsked()
  const queries = useQueryClient()
  const mayCompare = useMay('accounts.export')
  const [inHand, setInHand] = useState<InHand | null>(null)
  const settle = (file: File, decided: Decided, found: Reconciliation) => {
    queries.setQueryData(reconciliations.find.queryKey({ input: { id: found.id } }), found)
    setInHand({ file, decided, id: found.id })
    set({ rec: found.id, why: '' })
  }
  const again = useMutation({
    mutationFn: async (decided: Decided) => {
      const { file } = inHand!
      settle(file, decided, await compareList(file, decided, () => {}, new AbortController().signal))
    },
  })
  const found = useQuery({
    ...reconciliations.find.queryOptions({ input: { id: search.rec ?? '' } }),
    enabled: search.rec !== undefined,
  })
  if (!search.rec)
    return (
      <>
        {mayCompare ? (
          <FileDrop
            title={t('drop.title')}
            text={t('drop.text')}
            send={async (file, onProgress, signal) => settle(file, {}, await compareList(file, {}, onProgress, signal))}
          />
        ) : null}
        <Earlier />
      </>
    )
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <BoneLines widths={[100, 100, 80]} height={56} />
  const here = inHand?.id === search.rec
  return (
    <Result
      found={found.data}
      inHand={here}
      busy={again.isPending}
      settings={
        <ListSettings
          found={found.data}
          decided={here ? inHand.decided : null}
          busy={again.isPending}
          error={again.error}
          onDecide={again.mutate}
        />
      }
    />
  )
}
