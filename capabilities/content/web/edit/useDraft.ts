import { useEffect, useRef, useState } from 'react'
import type { Definition } from '#capabilities/content/core/item.ts'
import { problemOf } from '#web/client.ts'
import { content, type Item } from '../apis.ts'
import { useItemMoves } from '../useItemMoves.ts'

/** `lost`: somebody else has written on it meanwhile; what was written here is still on the page. */
export type Saving = 'saved' | 'waiting' | 'failed' | 'lost'

const restMs = 800

/**
 * What is being written, kept a moment after the last key. `take` counts how often the page took over what was written
 * elsewhere (another person, an older version brought back): parts with a state of their own begin anew then.
 */
export function useDraft(item: Item) {
  const { show } = useItemMoves()
  const [definition, setDefinition] = useState<Definition>(item.definition)
  const [saving, setSaving] = useState<Saving>('saved')
  const [take, setTake] = useState(0)
  const now = useRef({ definition, draft: item.draft, dirty: false, busy: false })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const save = async () => {
    clearTimeout(timer.current)
    const state = now.current
    if (state.busy || !state.dirty) return
    state.busy = true
    state.dirty = false
    try {
      const kept = await content.write.call({ id: item.id, draft: state.draft, definition: state.definition })
      state.draft = kept.draft
      show(kept)
      setSaving(state.dirty ? 'waiting' : 'saved')
    } catch (error) {
      state.dirty = true
      setSaving(problemOf(error).code === 'CONFLICT' ? 'lost' : 'failed')
      return
    } finally {
      state.busy = false
    }
    if (now.current.dirty) void save()
  }
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  // Whoever leaves the page leaves nothing behind.
  useEffect(() => () => void latest.current(), [])
  useEffect(() => {
    const state = now.current
    if (item.draft === state.draft || state.dirty || state.busy) return
    state.draft = item.draft
    state.definition = item.definition
    setDefinition(item.definition)
    setTake((count) => count + 1)
  }, [item])

  return {
    definition,
    saving,
    take,
    change: (part: Partial<Definition>) => {
      const state = now.current
      state.definition = { ...state.definition, ...part }
      state.dirty = true
      setDefinition(state.definition)
      setSaving((before) => (before === 'lost' ? before : 'waiting'))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void latest.current(), restMs)
    },
    save,
    /** Lets go of what was written here for what others wrote. */
    giveUp: () => {
      const state = now.current
      state.dirty = false
      state.draft = -1
      setSaving('saved')
      void content.get.call({ id: item.id }).then(show)
    },
  }
}
