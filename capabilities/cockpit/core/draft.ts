import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { unknownGaps } from './gaps.ts'
import type { RuleDraft } from './rule.ts'

/** What is wrong with a draft: where (`raises.title.ja`), which rule it breaks, and for conditions at which character. */
export type DraftIssue = { field: string; rule: string; value?: string; column?: number }

/** Bounds of the figures of a rule: at least, at most; all whole. */
export const ruleBounds = {
  holdDays: [0, 365],
  coolDownDays: [0, 730],
  'raises.dueBusinessDays': [0, 120],
  'raises.effortMinutes': [1, 2400],
  'raises.sharePercent': [1, 100],
  'raises.chancePercent': [1, 100],
} as const

const lengths = { name: 80, help: 300, title: 200, because: 500 }

/** Everything that stands against publishing a draft; nothing where it may be. */
export function checkDraft(draft: RuleDraft, catalogue: Catalogue): DraftIssue[] {
  const { raises } = draft
  const figures = {
    holdDays: draft.holdDays,
    coolDownDays: draft.coolDownDays,
    'raises.dueBusinessDays': raises.dueBusinessDays,
    'raises.effortMinutes': raises.effortMinutes,
    'raises.sharePercent': raises.sharePercent,
    'raises.chancePercent': raises.chancePercent,
  }
  return [
    ...texts('label', draft.label, { longest: lengths.name, needed: true }),
    ...texts('help', draft.help, { longest: lengths.help }),
    ...(draft.condition.trim() === '' ? [{ field: 'condition', rule: 'condition_missing' }] : []),
    ...conditionIssues('condition', draft.condition, catalogue),
    ...conditionIssues('scope', draft.scope, catalogue),
    ...Object.entries(ruleBounds).flatMap(([field, bounds]) =>
      figure(field, figures[field as keyof typeof ruleBounds], bounds),
    ),
    ...texts('raises.title', raises.title, { longest: lengths.title, needed: true, catalogue }),
    ...(raises.because ? texts('raises.because', raises.because, { longest: lengths.because, catalogue }) : []),
  ]
}

/** What is wrong with a condition, each at its character. */
export function conditionIssues(field: string, text: string, catalogue: Catalogue): DraftIssue[] {
  const read = readCondition(text, catalogue)
  if (read.ok) return []
  return read.error.map(({ rule, at, end }) => {
    const value = text.slice(at, end)
    return { field, rule: `condition.${rule}`, column: at + 1, ...(value ? { value } : {}) }
  })
}

function figure(field: string, value: number, [least, most]: readonly [number, number]): DraftIssue[] {
  const isRight = Number.isInteger(value) && value >= least && value <= most
  return isRight ? [] : [{ field, rule: 'out_of_bounds', value: `${value}` }]
}

function texts(
  field: string,
  text: Label,
  { longest, needed = false, catalogue }: { longest: number; needed?: boolean; catalogue?: Catalogue },
): DraftIssue[] {
  return (['ja', 'en'] as const).flatMap((language): DraftIssue[] => {
    const at = { field: `${field}.${language}` }
    const written = text[language]
    if (needed && written.trim() === '') return [{ ...at, rule: 'text_missing' }]
    if (written.length > longest) return [{ ...at, rule: 'text_too_long' }]
    const unknown = catalogue ? unknownGaps(written, (key) => catalogue.get(key) !== undefined) : []
    return unknown.map((key) => ({ ...at, rule: 'unknown_gap', value: key }))
  })
}
