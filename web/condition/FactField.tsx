import { type ComponentType, createContext, createElement, Suspense, use } from 'react'
import { BoneLines } from '../ui/Bones.tsx'

/** A fact as a field of a page: chosen by its label or its key. */
export type FactFieldProps = {
  /** The key of the fact chosen; empty: none yet. */
  value: string
  onChange: (key: string) => void
  /** The keys of those that may be chosen. */
  among: ReadonlySet<string>
}

/** The capability that knows facts brings the picker; `start/web` puts it here. */
export const FactPickerContext = createContext<ComponentType<FactFieldProps> | null>(null)

/** A fact of the catalogue, for whoever needs one. Its code is loaded when first shown. */
export function FactField(props: FactFieldProps) {
  const Picker = use(FactPickerContext)
  if (!Picker) throw new Error('no fact picker is given: start/web does that')
  return <Suspense fallback={<BoneLines />}>{createElement(Picker, props)}</Suspense>
}
