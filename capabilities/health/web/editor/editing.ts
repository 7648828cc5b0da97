import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { type Draft, draftIssues } from '#capabilities/health/core/draft.ts'
import type { DraftIssue } from '#capabilities/health/core/draftCurve.ts'
import { useIssueAt } from '#web/form/draftIssue.ts'
import { changed, historyOf, redone, settled, undone } from '#web/form/history.ts'

/** A draft that is being edited. */
export type Editing = {
  draft: Draft
  catalogue: Catalogue
  late: ReadonlySet<string>
  issues: readonly DraftIssue[]
  /** Changes the draft; changes in a row with the same tag (typing in one field) are one step. */
  change: (tag: string | null, change: (draft: Draft) => Draft) => void
  /** Told whether the condition of the scope is written to its end; what is not is in no draft. */
  setWhole: (whole: boolean) => void
  /** A field was left, a point let go: the next change is a step of its own. */
  settle: () => void
  undo: () => void
  redo: () => void
  mayUndo: boolean
  mayRedo: boolean
  /** Begins anew from what was published meanwhile, or given up; it can be undone. */
  replace: (draft: Draft) => void
}

export const EditingContext = createContext<Editing | null>(null)

export function useEditing(): Editing {
  const editing = use(EditingContext)
  if (!editing) throw new Error('useEditing is for parts of the editor')
  return editing
}

/** Holds a draft with its steps back and forward; Ctrl+Z and Ctrl+Shift+Z (⌘ on a Mac) walk them. */
export function useDraft(start: Draft, catalogue: Catalogue, late: ReadonlySet<string>): Editing {
  const [history, setHistory] = useState(() => historyOf(start))
  const draft = history.now
  const [isWhole, setWhole] = useState(true)
  const issues = useMemo(() => {
    const found = draftIssues(draft, { catalogue, late })
    const isTold = draft.when === null || found.some(({ field }) => field === 'when')
    return isWhole || isTold ? found : [...found, { field: 'when', rule: 'condition_unfinished' as const }]
  }, [draft, catalogue, late, isWhole])
  const change = useCallback<Editing['change']>(
    (tag, work) => setHistory((now) => changed(now, work(now.now), tag)),
    [],
  )
  const settle = useCallback(() => setHistory(settled), [])
  const undo = useCallback(() => setHistory(undone), [])
  const redo = useCallback(() => setHistory(redone), [])
  const replace = useCallback((next: Draft) => setHistory((now) => changed(now, next, null)), [])
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
  return { draft, catalogue, late, issues, change, setWhole, settle, undo, redo, mayUndo, mayRedo, replace }
}

/** What is wrong at a place of the draft, in words; undefined where nothing is. */
export const useIssue = () => useIssueAt('scorecards', useEditing().issues)
