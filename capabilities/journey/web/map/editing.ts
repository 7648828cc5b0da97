import { createContext, use } from 'react'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { MapDraft } from '#capabilities/journey/core/mapDraft.ts'
import type { MapIssue } from '#capabilities/journey/core/mapIssues.ts'
import type { ProductTarget } from './apis.ts'
import { useIssueAt } from '#web/form/draftIssue.ts'

/** What is selected on the map: all of it, a phase, or a card, by its key. */
export type Selection = { is: 'map' } | { is: 'phase' | 'card'; key: string } | null

/** A draft that is being edited. */
export type Editing = {
  draft: MapDraft
  catalogue: Catalogue
  issues: readonly MapIssue[]
  /** After how many days success comes with products that say so. */
  products: readonly ProductTarget[]
  /** Nobody may change it: it is only looked at. */
  readOnly: boolean
  selected: Selection
  select: (selection: Selection) => void
  /** Changes the draft; changes in a row with the same tag (typing in one field) are one step. */
  change: (tag: string | null, change: (draft: MapDraft) => MapDraft) => void
  /** A field was left, a card let go: the next change is a step of its own. */
  settle: () => void
  /** Told whether a condition is written to its end; what is not is in no draft. */
  setWhole: (field: string, whole: boolean) => void
  undo: () => void
  redo: () => void
  mayUndo: boolean
  mayRedo: boolean
  /** Begins anew from what was published, loaded or given up; it can be undone. */
  replace: (draft: MapDraft) => void
}

export const EditingContext = createContext<Editing | null>(null)

export function useEditing(): Editing {
  const editing = use(EditingContext)
  if (!editing) throw new Error('useEditing is for parts of the editor')
  return editing
}

/** What is wrong at a place of the draft, in words; undefined where nothing is. */
export const useIssue = () => useIssueAt('maps', useEditing().issues)
