import { useCallback, useEffect, useMemo, useState } from 'react'
import type { MapDraft } from '#capabilities/journey/core/mapDraft.ts'
import { mapIssues } from '#capabilities/journey/core/mapIssues.ts'
import { changed, historyOf, redone, settled, undone } from '#web/form/history.ts'
import type { Editing, Selection } from './editing.ts'

/** Holds a draft with its steps back and forward; Ctrl+Z and Ctrl+Shift+Z (⌘ on a Mac) walk them. */
export function useDraft(
  start: MapDraft,
  { late, ...given }: Pick<Editing, 'catalogue' | 'products' | 'readOnly'> & { late: ReadonlySet<string> },
): Editing {
  const { catalogue, readOnly } = given
  const [history, setHistory] = useState(() => historyOf(start))
  const [selected, select] = useState<Selection>(null)
  const [unfinished, setUnfinished] = useState<ReadonlySet<string>>(new Set())
  const draft = history.now
  const issues = useMemo(() => {
    const found = mapIssues(draft, { catalogue, late })
    const untold = [...unfinished].filter((field) => !found.some((issue) => issue.field === field))
    return [...found, ...untold.map((field) => ({ field, rule: 'condition_unfinished' }))]
  }, [draft, catalogue, late, unfinished])
  const change = useCallback<Editing['change']>(
    (tag, work) => {
      if (!readOnly) setHistory((now) => changed(now, work(now.now), tag))
    },
    [readOnly],
  )
  const setWhole = useCallback((field: string, whole: boolean) => {
    setUnfinished((now) => {
      if (now.has(field) !== whole) return now
      const next = new Set(now)
      if (whole) next.delete(field)
      else next.add(field)
      return next
    })
  }, [])
  const settle = useCallback(() => setHistory(settled), [])
  const undo = useCallback(() => setHistory(undone), [])
  const redo = useCallback(() => setHistory(redone), [])
  const replace = useCallback((next: MapDraft) => setHistory((now) => changed(now, next, null)), [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase()
      const isText = event.target instanceof HTMLTextAreaElement
      if (!(event.metaKey || event.ctrlKey) || event.altKey || isText || (key !== 'z' && key !== 'y')) return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) redo()
      else undo()
    }
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [undo, redo])
  const [mayUndo, mayRedo] = [history.past.length > 0, history.future.length > 0]
  const steps = { undo, redo, mayUndo, mayRedo, replace }
  return { ...given, draft, issues, selected, select, change, settle, setWhole, ...steps }
}
