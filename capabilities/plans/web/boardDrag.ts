import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Step, StepState } from './apis.ts'
import { type BoardColumn, columnOf } from './words.tsx'

/** What becomes of a step that is put into a column; null where it cannot stand there: it waits for others, not for us. */
export function stateIn(
  column: BoardColumn,
  step: Pick<Step, 'state' | 'isReady' | 'side' | 'evidence'>,
  today: string,
): StepState | null {
  const from = columnOf(step)
  if (from === column || column === 'waiting') return null
  if (column === 'doing') return { is: 'doing', since: today }
  if (column === 'over') return { is: 'done', on: today, by: step.side === 'theirs' ? 'customer' : 'us' }
  // What waits for others does not get ready by being carried; what facts closed is left to people from then on.
  if (from === 'waiting' || !step.isReady) return null
  return { is: 'open', watched: step.evidence !== 'facts' }
}

/** Lets a card be picked up with the pointer; answers whether it is being carried. */
export function useCarriedStep(card: RefObject<HTMLElement | null>, id: string, enabled: boolean): boolean {
  const [carried, setCarried] = useState(false)
  useEffect(() => {
    if (!card.current || !enabled) return
    return draggable({
      element: card.current,
      getInitialData: () => ({ step: id }),
      onDragStart: () => setCarried(true),
      onDrop: () => setCarried(false),
    })
  }, [card, id, enabled])
  return carried
}

type Place = { mayTake: (id: string) => boolean; take: (id: string) => void }

/** Lets cards be put into a column; answers whether one that may stand there is carried over it. */
export function useStepPlace(column: RefObject<HTMLElement | null>, place: Place, enabled: boolean): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(place)
  latest.current = place
  useEffect(() => {
    if (!column.current || !enabled) return
    const idOf = (data: Record<string, unknown>) => (typeof data['step'] === 'string' ? data['step'] : '')
    return dropTargetForElements({
      element: column.current,
      canDrop: ({ source }) => latest.current.mayTake(idOf(source.data)),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false)
        latest.current.take(idOf(source.data))
      },
    })
  }, [column, enabled])
  return over
}
