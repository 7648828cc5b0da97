import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import { sayCondition } from '#capabilities/facts/core/condition/words.ts'
import { useFormat } from '#web/session.ts'
import { useCatalogue } from './editor/useCatalogue.ts'

/** Says for which accounts a card is meant as a sentence; null where it says more than a sentence can. */
export function useScopeWords(): (when: string) => string | null {
  const { language, currency } = useFormat()
  const catalogue = useCatalogue()
  return (when) => {
    const read = readStanding(when, catalogue)
    return read.ok ? sayCondition(read.value, catalogue, { locale: language, currency }) : null
  }
}
