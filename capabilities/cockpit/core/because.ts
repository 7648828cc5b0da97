import type { FactDefinition, FactValue, Label } from '#capabilities/facts/core/fact.ts'
import { fillIn, saySeen } from '#capabilities/facts/core/say.ts'
import type { SeenClause } from '#capabilities/facts/core/seen.ts'
import type { SignalRule } from './rule.ts'

type Facts = {
  definition(key: string): FactDefinition | undefined
  read(key: string): FactValue
  currency: string
}

/** What a firing says: its title and its reason in both languages, filled in with the facts of the moment. */
export type SignalWords = { title: Label; because: Label }

/** A rule's words for one account at one moment; `clauses` are the parts of its condition as they stood. */
export function wordsOf(
  rule: SignalRule,
  clauses: readonly SeenClause[],
  { definition, read, currency }: Facts,
): SignalWords {
  const title = fillIn(rule.raises.title, definition, read, currency)
  const because = rule.raises.because
    ? fillIn(rule.raises.because, definition, read, currency)
    : { ja: listed(clauses, 'ja', currency), en: listed(clauses, 'en', currency) }
  return { title, because }
}

function listed(clauses: readonly SeenClause[], locale: 'ja' | 'en', currency: string): string {
  const seen = clauses.filter((clause) => clause.held).flatMap((clause) => clause.facts)
  const once = [...new Map(seen.map((fact) => [fact.key, fact])).values()]
  const said = once.map((fact) => `${fact.label[locale]}: ${saySeen(fact, { locale, currency })}`)
  return said.join(locale === 'ja' ? '、' : ', ')
}
