import { type ComponentType, createContext, createElement, Suspense, use } from 'react'
import { BoneLines } from '../ui/Bones.tsx'

/**
 * A condition over facts as a field of a page: `value` is its text (blank: holds for everything), `onChange` is told of
 * every text that can be read, and of no other.
 */
export type ConditionFieldProps = {
  value: string
  onChange: (text: string) => void
  /** Told whether what is shown means something at present; what does not is not in `value`. */
  onReadable?: (readable: boolean) => void
  /** Says below how many customers match; on by default. */
  counted?: boolean
}

/** The capability that knows conditions brings the editor; `start/web` puts it here. */
export const ConditionEditorContext = createContext<ComponentType<ConditionFieldProps> | null>(null)

/** Rows to choose from, or text with suggestions, for whoever needs a condition. Its code is loaded when first shown. */
export function ConditionField(props: ConditionFieldProps) {
  const Editor = use(ConditionEditorContext)
  if (!Editor) throw new Error('no condition editor is given: start/web does that')
  return <Suspense fallback={<BoneLines />}>{createElement(Editor, props)}</Suspense>
}
