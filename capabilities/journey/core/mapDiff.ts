import type { Label } from '#capabilities/facts/core/fact.ts'
import type { DraftPhase, MapDraft } from './mapDraft.ts'
import { type Card, cardLists, type CardList, cardsIn } from './mapEdit.ts'

/** What is different in a later version: which part, how, and of a part that was changed, in which of its fields. */
export type MapChange = {
  part: 'map' | 'phase' | CardList
  what: 'added' | 'removed' | 'moved' | 'changed'
  label: Label
  /** The phase it stands in (where it was removed: stood in); null: the map, or a phase itself. */
  phase: Label | null
  /** Where it stood before, if it came from another phase. */
  from: Label | null
  fields: string[]
}

type Found = { card: Card; list: CardList; phase: DraftPhase; at: number }

/** What is different between two versions of a map, phase by phase in the order of the later one. */
export function mapChanges(before: MapDraft, after: MapDraft): MapChange[] {
  const fields = differing(before, after, ['label', 'when', 'watchAt', 'stalledAt'])
  const whole: MapChange[] =
    fields.length > 0 ? [{ part: 'map', what: 'changed', label: after.label, phase: null, from: null, fields }] : []
  return [...whole, ...phaseChanges(before, after), ...cardChanges(before, after)]
}

function phaseChanges(before: MapDraft, after: MapDraft): MapChange[] {
  const was = new Map(before.phases.map((phase) => [phase.key, phase]))
  const is = new Set(after.phases.map(({ key }) => key))
  // A phase has moved where another came to stand before it that stood behind it, of those that both versions have.
  const kept = before.phases.filter(({ key }) => is.has(key)).map(({ key }) => key)
  const order = after.phases.filter(({ key }) => was.has(key)).map(({ key }) => key)
  const one = (what: MapChange['what'], phase: DraftPhase, fields: string[] = []): MapChange => ({
    part: 'phase',
    what,
    label: phase.label,
    phase: null,
    from: null,
    fields,
  })
  const rest = after.phases.flatMap((phase) => {
    const old = was.get(phase.key)
    if (!old) return [one('added', phase)]
    const fields = differing(old, phase, phaseFields)
    return [
      ...(kept.indexOf(phase.key) === order.indexOf(phase.key) ? [] : [one('moved', phase)]),
      ...(fields.length > 0 ? [one('changed', phase, fields)] : []),
    ]
  })
  return [...before.phases.filter(({ key }) => !is.has(key)).map((phase) => one('removed', phase)), ...rest]
}

const phaseFields = ['label', 'aim', 'usualDays', 'usualDaysByTouch', 'leave', 'arrivesWhen', 'plans', 'content']
const cardFields = ['label', 'help', 'evidence', 'exit', 'condition', 'usualDays', 'side', 'hint', 'plans', 'content']

function cardChanges(before: MapDraft, after: MapDraft): MapChange[] {
  const [was, is] = [cardsByKey(before), cardsByKey(after)]
  // What came or went with its phase is told with it.
  const keysOf = (draft: MapDraft) => new Set(draft.phases.map(({ key }) => key))
  const [phasesBefore, phasesAfter] = [keysOf(before), keysOf(after)]
  const gone = [...was.values()].filter(({ card, phase }) => !is.has(card.key ?? '') && phasesAfter.has(phase.key))
  const rest = [...is.values()].flatMap((found) => {
    const old = was.get(found.card.key ?? '')
    if (!old) return phasesBefore.has(found.phase.key) ? [told(found, 'added')] : []
    const fields = differing(textOf(old.card), textOf(found.card), cardFields)
    const isElsewhere = old.phase.key !== found.phase.key || old.list !== found.list
    return [
      ...(isElsewhere ? [{ ...told(found, 'moved'), from: old.phase.label }] : []),
      ...(fields.length > 0 ? [told(found, 'changed', fields)] : []),
    ]
  })
  return [...gone.map((found) => told(found, 'removed')), ...rest]
}

const textOf = (card: Card) => ('label' in card ? card : { ...card, label: labelOf(card) })

/** What a card is called. */
export function labelOf(card: Card): Label {
  return 'label' in card ? card.label : { ja: card.ja, en: card.en }
}

function told({ card, list, phase }: Found, what: MapChange['what'], fields: string[] = []): MapChange {
  return { part: list, what, label: labelOf(card), phase: phase.label, from: null, fields }
}

function cardsByKey(draft: MapDraft): Map<string, Found> {
  const all = draft.phases.flatMap((phase) =>
    cardLists.flatMap((list) =>
      cardsIn(phase, list).map((card, at) => [card.key ?? '', { card, list, phase, at }] as const),
    ),
  )
  return new Map(all)
}

function differing(before: object, after: object, fields: readonly string[]): string[] {
  const text = (of: object, field: string) => JSON.stringify(settled((of as Record<string, unknown>)[field]))
  return fields.filter((field) => text(before, field) !== text(after, field))
}

/** The same whatever the order of its fields, and whether what is empty is left out. */
function settled(value: unknown): unknown {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return null
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
}
