import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { type CardList, mayStand } from '#capabilities/journey/core/mapEdit.ts'

/** What is carried: a card out of a list, or a phase. */
type Carried = { is: 'card'; key: string; list: CardList } | { is: 'phase'; key: string }

/** Lets an element be picked up with the pointer; answers whether it is being carried. */
export function useCarry(element: RefObject<HTMLElement | null>, carried: Carried, enabled: boolean): boolean {
  const [carrying, setCarrying] = useState(false)
  const { is, key } = carried
  const list = carried.is === 'card' ? carried.list : null
  useEffect(() => {
    if (!element.current || !enabled) return
    return draggable({
      element: element.current,
      getInitialData: () => ({ is, key, list }),
      onDragStart: () => setCarrying(true),
      onDrop: () => setCarrying(false),
    })
  }, [element, enabled, is, key, list])
  return carrying
}

/**
 * Lets cards be put down in a list: answers the key of the card before which one would come to stand ('': at the end), or
 * null while none is carried over it. `onPut` is told the same.
 */
export function usePutCard(
  element: RefObject<HTMLElement | null>,
  list: CardList,
  onPut: (key: string, before: string) => void,
  enabled: boolean,
): string | null {
  const [before, setBefore] = useState<string | null>(null)
  const latest = useRef(onPut)
  latest.current = onPut
  useEffect(() => {
    const target = element.current
    if (!target || !enabled) return
    return dropTargetForElements({
      element: target,
      canDrop: ({ source }) => source.data['is'] === 'card' && mayStand(source.data['list'] as CardList, list),
      onDrag: ({ location, source }) => setBefore(cardBelow(target, location.current.input.clientY, source.element)),
      onDragLeave: () => setBefore(null),
      onDrop: ({ location, source }) => {
        setBefore(null)
        const key = source.data['key'] as string
        latest.current(key, cardBelow(target, location.current.input.clientY, source.element))
      },
    })
  }, [element, list, enabled])
  return before
}

/** Lets phases be put down on a column; answers whether one is carried over it. */
export function usePutPhase(
  element: RefObject<HTMLElement | null>,
  onPut: (key: string) => void,
  enabled: boolean,
): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(onPut)
  latest.current = onPut
  useEffect(() => {
    if (!element.current || !enabled) return
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => source.data['is'] === 'phase',
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false)
        latest.current(source.data['key'] as string)
      },
    })
  }, [element, enabled])
  return over
}

/** The first card of a list whose middle is below a height on the screen, by its key; '': there is none. */
function cardBelow(list: HTMLElement, y: number, carried: Element): string {
  const cards = [...list.querySelectorAll<HTMLElement>('[data-card]')].filter((card) => !carried.contains(card))
  const below = cards.find((card) => {
    const { top, height } = card.getBoundingClientRect()
    return y < top + height / 2
  })
  return below?.dataset['card'] ?? ''
}
