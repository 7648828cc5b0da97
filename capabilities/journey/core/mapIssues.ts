import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { factsOf } from '#capabilities/facts/core/condition/tree.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Milestone } from './map.ts'
import { type DraftPhase, keysIn, type MapDraft } from './mapDraft.ts'
import { touches } from './words.ts'

/** What a draft breaks: where in it (`phases.0.milestones.1.condition`), which rule, and the value. */
export type MapIssue = { field: string; rule: string; value?: string; column?: string }

/** What a draft is checked against. */
export type MapGround = {
  catalogue: Catalogue
  /** Facts that are known only after phases are: no map can ask them. */
  late: ReadonlySet<string>
}

const keyForm = /^[a-z][a-z0-9_]{0,63}$/
const most = { phases: 30, cards: 60, days: 3_660, label: 120, text: 500 }

/** Everything that is wrong with a draft, each with its place and the rule it breaks; none: it can be published. */
export function mapIssues(draft: MapDraft, ground: MapGround): MapIssue[] {
  const { phases } = draft
  const all = keysIn(draft)
  const twice = new Set(all.filter((key, at) => all.indexOf(key) !== at))
  return [
    ...labelIssues(draft.label, 'label', most.label),
    ...(draft.when === null ? [] : conditionIssues(draft.when, 'when', ground)),
    ...paceIssues(draft),
    ...(phases.length === 0 ? [{ field: 'phases', rule: 'phases_needed' }] : []),
    ...(phases.length > most.phases ? [{ field: 'phases', rule: 'too_many', value: `${phases.length}` }] : []),
    ...phases.flatMap((phase, at) => phaseIssues(phase, `phases.${at}`, at === phases.length - 1, ground, twice)),
  ]
}

function phaseIssues(
  phase: DraftPhase,
  field: string,
  isLast: boolean,
  ground: MapGround,
  twice: ReadonlySet<string>,
): MapIssue[] {
  const { milestones, obstacles, support } = phase
  const cards = milestones.length + obstacles.length + touches.reduce((sum, touch) => sum + support[touch].length, 0)
  const isLeft = isLast || milestones.some((one) => one.exit)
  return [
    ...keyIssues(phase.key, `${field}.key`, twice),
    ...labelIssues(phase.label, `${field}.label`, most.label),
    ...labelIssues(phase.aim, `${field}.aim`, most.text),
    ...(phase.usualDays === null ? [] : dayIssues(phase.usualDays, `${field}.usualDays`)),
    ...touches.flatMap((touch) => {
      const days = phase.usualDaysByTouch[touch]
      return days === undefined ? [] : dayIssues(days, `${field}.usualDaysByTouch.${touch}`)
    }),
    ...(phase.arrivesWhen === null ? [] : conditionIssues(phase.arrivesWhen, `${field}.arrivesWhen`, ground)),
    ...(isLeft ? [] : [{ field: `${field}.milestones`, rule: 'exit_needed' }]),
    ...(cards > most.cards ? [{ field: `${field}.milestones`, rule: 'too_many', value: `${cards}` }] : []),
    ...milestones.flatMap((one, at) => milestoneIssues(one, `${field}.milestones.${at}`, ground, twice)),
    ...obstacles.flatMap((one, at) => [
      ...keyIssues(one.key, `${field}.obstacles.${at}.key`, twice),
      ...labelIssues(one.label, `${field}.obstacles.${at}.label`, most.text),
      ...labelIssues(one.hint, `${field}.obstacles.${at}.hint`, most.text),
    ]),
    ...touches.flatMap((touch) =>
      support[touch].flatMap((one, at) => [
        ...keyIssues(one.key, `${field}.support.${touch}.${at}.key`, twice),
        ...labelIssues(one, `${field}.support.${touch}.${at}`, most.text),
      ]),
    ),
  ]
}

function milestoneIssues(one: Milestone, field: string, ground: MapGround, twice: ReadonlySet<string>): MapIssue[] {
  return [
    ...keyIssues(one.key, `${field}.key`, twice),
    ...labelIssues(one.label, `${field}.label`, most.label),
    ...(one.help ? labelIssues(one.help, `${field}.help`, most.text) : []),
    ...(one.evidence ? labelIssues(one.evidence, `${field}.evidence`, most.text) : []),
    ...conditionIssues(one.condition, `${field}.condition`, ground),
    ...(one.usualDays === undefined ? [] : dayIssues(one.usualDays, `${field}.usualDays`)),
  ]
}

function keyIssues(key: string, field: string, twice: ReadonlySet<string>): MapIssue[] {
  if (!keyForm.test(key)) return [{ field, rule: 'key_form', value: key }]
  return twice.has(key) ? [{ field, rule: 'key_twice', value: key }] : []
}

function conditionIssues(text: string, field: string, { catalogue, late }: MapGround): MapIssue[] {
  if (text.trim() === '') return [{ field, rule: 'condition_needed' }]
  const read = readCondition(text, catalogue)
  if (!read.ok)
    return read.error.map(({ rule, at, end }) => {
      const value = text.slice(at, end)
      return { field, rule: `condition.${rule}`, column: `${at + 1}`, ...(value ? { value } : {}) }
    })
  return factsOf(read.value)
    .filter((key) => late.has(key))
    .map((key) => ({ field, rule: 'fact_late', value: key, column: `${text.indexOf(key) + 1}` }))
}

// Stalled is later than late: else nobody would ever be late without being stalled.
function paceIssues({ watchAt, stalledAt }: MapDraft): MapIssue[] {
  const inRange = (value: number) => Number.isFinite(value) && value >= 1 && value <= 20
  if (!inRange(watchAt)) return [{ field: 'watchAt', rule: 'pace_range', value: `${watchAt}` }]
  if (!inRange(stalledAt)) return [{ field: 'stalledAt', rule: 'pace_range', value: `${stalledAt}` }]
  return stalledAt <= watchAt ? [{ field: 'stalledAt', rule: 'pace_order', value: `${stalledAt}` }] : []
}

function dayIssues(days: number, field: string): MapIssue[] {
  const isRight = Number.isInteger(days) && days >= 1 && days <= most.days
  return isRight ? [] : [{ field, rule: 'days_range', value: `${days}` }]
}

function labelIssues(label: Label, field: string, length: number): MapIssue[] {
  return (['ja', 'en'] as const).flatMap((language) => {
    const text = label[language].trim()
    if (text === '') return [{ field: `${field}.${language}`, rule: 'required' }]
    return text.length > length ? [{ field: `${field}.${language}`, rule: 'too_long' }] : []
  })
}
