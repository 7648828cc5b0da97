import { useMemo } from 'react'
import type { FactFieldProps } from '#web/condition/FactField.tsx'
import { FactPicker } from './FactPicker.tsx'
import { useCatalogue } from './factsApi.ts'

/** Chooses one of some facts, for pages of other capabilities. */
export function FactFieldPicker({ value, onChange, among }: FactFieldProps) {
  const whole = useCatalogue()
  const catalogue = useMemo(
    () => ({
      all: whole.all.filter(({ key }) => among.has(key)),
      get: (key: string) => (among.has(key) ? whole.get(key) : undefined),
    }),
    [whole, among],
  )
  return <FactPicker catalogue={catalogue} value={value} onChange={onChange} />
}
