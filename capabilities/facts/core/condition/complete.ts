import type { Catalogue } from '../catalogue.ts'
import type { FactDefinition } from '../fact.ts'
import { Unreadable } from './syntax.ts'
import { quote, type Token, tokensOf } from './tokens.ts'
import { familyOf } from './tree.ts'

/** What may stand at the cursor: `text` replaces the characters from `from` to `to` of the answer. */
export type Candidate = { kind: 'fact' | 'operator' | 'value' | 'word'; text: string; fact?: string }
export type Completion = { from: number; to: number; candidates: Candidate[] }

const most = 40
const comparisons = ['==', '!=', '<', '<=', '>', '>=']
const tests = ['contains', 'startsWith', 'endsWith']

/** What may be written at a place of a text (characters from its start); facts are found by key and by label. */
export function complete(text: string, offset: number, catalogue: Catalogue): Completion {
  const left = text.slice(0, offset)
  const open = openText(left)
  if (open !== null) {
    const end = text[offset] === left[open] ? offset + 1 : offset
    const candidates = expectedAt(wordsOf(left.slice(0, open)), catalogue).filter((one) => one.text.startsWith('"'))
    return { from: open, to: end, candidates: matching(candidates, left.slice(open + 1), catalogue) }
  }
  const word = /[\p{L}\p{N}_.ー]*$/u.exec(left)![0]
  const from = offset - word.length
  const before = wordsOf(left.slice(0, from))
  return { from, to: offset, candidates: before ? matching(expectedAt(before, catalogue), word, catalogue) : [] }
}

/** Where the text that is being written at the end begins, or null outside of texts. */
function openText(left: string): number | null {
  try {
    tokensOf(left)
    return null
  } catch (error) {
    return error instanceof Unreadable && error.problem.rule === 'unclosed_text' ? error.problem.at : null
  }
}

function wordsOf(left: string): Token[] | null {
  try {
    return tokensOf(left).slice(0, -1)
  } catch {
    return null
  }
}

function expectedAt(before: Token[] | null, catalogue: Catalogue): Candidate[] {
  if (!before) return []
  const clause = clauseOf(before)
  const last = clause.at(-1)
  const subject = clause.find((token) => token.kind === 'name' && catalogue.get(token.value))
  const fact = subject && catalogue.get(String(subject.value))
  const isOpen = last === undefined || isSymbol(last, '(', '!', '[', ',', '+', '-', '*', '/', ...comparisons)
  const isRight = clause.some((token) => isSymbol(token, ...comparisons) || token.value === 'in')
  if (last?.kind === 'name' && last.value === 'in') {
    const lists = factsWhere(catalogue, (one) => one.type === 'list')
    return fact ? [{ kind: 'word', text: '[' }, ...lists] : lists
  }
  if (isOpen) return isRight && fact ? valuesFor(fact, catalogue) : openings(catalogue)
  if (isRight || isSymbol(last, ')', ']')) return joins
  const alone = last.kind === 'name' ? catalogue.get(last.value) : undefined
  return alone ? operatorsFor(alone) : [{ kind: 'operator', text: 'in' }, ...operators(comparisons)]
}

/** The words since the last `&&`, `||` or opening parenthesis. */
function clauseOf(words: Token[]): Token[] {
  const start = words.findLastIndex((token) => isSymbol(token, '&&', '||', '('))
  return words.slice(start + 1)
}

function isSymbol(token: Token, ...values: string[]): boolean {
  return token.kind === 'symbol' && values.includes(token.value)
}

const operators = (texts: string[]): Candidate[] => texts.map((text) => ({ kind: 'operator', text }))
const joins = operators(['&&', '||'])

function factsWhere(catalogue: Catalogue, fits: (fact: FactDefinition) => boolean): Candidate[] {
  return catalogue.all
    .filter((fact) => !fact.withheld && fits(fact))
    .map((fact) => ({ kind: 'fact', text: fact.key, fact: fact.key }))
}

function openings(catalogue: Catalogue): Candidate[] {
  const texts = catalogue.all.filter((fact) => !fact.withheld && fact.type === 'text')
  return [
    ...factsWhere(catalogue, () => true),
    { kind: 'word', text: 'has(' },
    ...texts.flatMap((fact) =>
      tests.map((test): Candidate => ({ kind: 'word', text: `${fact.key}.${test}(`, fact: fact.key })),
    ),
  ]
}

function operatorsFor(fact: FactDefinition): Candidate[] {
  const family = familyOf(fact)
  if (family === 'truth') return [...joins, ...operators(['==', '!='])]
  if (family === 'list') return []
  return family === 'text' ? operators(['==', '!=', 'in']) : operators([...comparisons, 'in'])
}

function valuesFor(fact: FactDefinition, catalogue: Catalogue): Candidate[] {
  const family = familyOf(fact)
  const words = family === 'truth' ? ['true', 'false'] : family === 'day' ? ['today', 'date("'] : []
  return [
    ...(fact.choices ?? []).map((choice): Candidate => ({ kind: 'value', text: quote(choice.key), fact: fact.key })),
    ...words.map((text): Candidate => ({ kind: 'word', text })),
    ...(fact.choices ? [] : factsWhere(catalogue, (one) => one.key !== fact.key && familyOf(one) === family)),
  ]
}

function matching(candidates: Candidate[], word: string, catalogue: Catalogue): Candidate[] {
  const wanted = word.toLowerCase()
  const rank = (candidate: Candidate): number => {
    const text = candidate.text.toLowerCase().replace(/^"/, '')
    if (candidate.kind === 'word' && candidate.fact && !wanted.startsWith(candidate.fact)) return -1
    if (text.startsWith(wanted)) return 0
    if (text.includes(`.${wanted}`) || text.includes(`_${wanted}`)) return 1
    const labels = labelsOf(candidate, catalogue).map((label) => label.toLowerCase())
    if (labels.some((label) => label.startsWith(wanted))) return 2
    return text.includes(wanted) || labels.some((label) => label.includes(wanted)) ? 3 : -1
  }
  return candidates
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .filter((one) => one.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map((one) => one.candidate)
}

/** The words by which a candidate is known to people: of a fact its label, of a choice the choice's. */
export function labelsOf(candidate: Candidate, catalogue: Catalogue): string[] {
  const fact = candidate.fact ? catalogue.get(candidate.fact) : undefined
  if (!fact) return []
  const choice = candidate.kind === 'value' ? fact.choices?.find((one) => quote(one.key) === candidate.text) : undefined
  const label = choice?.label ?? fact.label
  return [label.ja, label.en]
}
