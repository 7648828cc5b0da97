import { readStanding } from '#capabilities/facts/core/condition/check.ts'
import { sayCondition } from '#capabilities/facts/core/condition/words.ts'
import { useFormat } from '#web/session.ts'
import { useCatalogue } from './factsApi.ts'

/** Says a condition's text as a sentence; null where it says more than a sentence can, or cannot be read any longer. */
export function useConditionWords(): (condition: string) => string | null {
  const { language, currency } = useFormat()
  const catalogue = useCatalogue()
  return (condition) => {
    const read = readStanding(condition, catalogue)
    return read.ok ? sayCondition(read.value, catalogue, { locale: language, currency }) : null
  }
}
