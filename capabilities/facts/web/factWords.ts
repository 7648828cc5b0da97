import type { FactDefinition } from '#capabilities/facts/core/fact.ts'

type Known = Pick<FactDefinition, 'key' | 'label'> & { help?: FactDefinition['help'] | undefined }

/** What a fact is found by besides its label: its key, its labels and what is said of it, in either language. */
export function factWords(fact: Known | undefined): string {
  return fact ? [fact.key, fact.label.ja, fact.label.en, fact.help?.ja, fact.help?.en].join(' ') : ''
}
