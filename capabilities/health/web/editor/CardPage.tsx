import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { Suspense, useMemo } from 'react'
import type { Draft } from '#capabilities/health/core/draft.ts'
import { newCardLabel } from '#capabilities/health/core/ready/labels.ts'
import { useMay } from '#web/session.ts'
import { NotFound } from '#web/shell/NotFound.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { health, type Scorecard } from '../apis.ts'
import { CardEditor } from './CardEditor.tsx'
import { draftOf } from './draft.ts'
import { useCatalogue } from './useCatalogue.ts'

/** A scorecard being edited, by its key in the address; `new` for one that is not there yet (`from`: begun as a copy). */
export function CardPage() {
  const { card } = useParams({ strict: false })
  const may = useMay('health.manage')
  if (!may || card === undefined) return <NotFound />
  return (
    <Suspense fallback={<BoneLines widths={[40, 100, 100, 80]} height={40} />}>
      <Loaded key={card} cardKey={card} />
    </Suspense>
  )
}

function Loaded({ cardKey }: { cardKey: string }) {
  const { from } = useSearch({ strict: false })
  const { data } = useSuspenseQuery(health.cards.all.queryOptions())
  const catalogue = useCatalogue()
  const late = useMemo(() => new Set(data.late), [data.late])
  const all = [...data.scorecards, ...data.off]
  if (cardKey === 'new') {
    const model = all.find(({ key }) => key === from) ?? data.scorecards.at(-1) ?? all[0]
    return <CardEditor card={null} start={begun(model)} off={false} catalogue={catalogue} late={late} />
  }
  const card = all.find(({ key }) => key === cardKey)
  if (!card) return <NotFound />
  const isOff = data.off.some(({ key }) => key === cardKey)
  return <CardEditor card={card} start={draftOf(card)} off={isOff} catalogue={catalogue} late={late} />
}

/** A new card begins as a copy of another, for accounts that are still to be said. */
function begun(model: Scorecard | undefined): Draft {
  const label = newCardLabel
  const bands = { healthyFrom: 70, watchFrom: 50, hysteresis: 2 }
  const blank: Draft = { label, when: '', bands, confidenceNeeded: 30, dimensions: [] }
  return model ? { ...draftOf(model), label, when: model.when ?? '' } : blank
}
