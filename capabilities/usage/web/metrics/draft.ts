import {
  type Counting,
  type MetricDefinition,
  notOfOnePerson,
  type PeopleValue,
  type PropertyTest,
} from '#capabilities/usage/core/definition.ts'
import { counting } from '#capabilities/usage/core/readyMade.ts'
import type { Definition } from './apis.ts'

/** How a metric is put together in the editor. */
export type Form = 'counting' | 'people' | 'ratio' | 'licences'

/** A definition while it is being written. Both countings are kept, whichever form is chosen. */
export type Draft = {
  form: Form
  part: Counting
  whole: Counting
  times: string
  /** What the people of a customer come to. */
  together: PeopleValue['together']
  atLeast: string
  unit: MetricDefinition['unit']
  compared: boolean
}

export function draftOf(definition: Definition | null): Draft {
  const fresh = { part: counting('count', 28), whole: counting('count', 28) }
  const usual = { times: '100', together: 'median' as const, atLeast: '1' }
  if (definition === null) return { form: 'counting', ...fresh, ...usual, unit: 'count', compared: true }
  const { value, unit, compared } = definition
  if (value.is === 'counting') return { form: 'counting', ...fresh, ...usual, part: value.counting, unit, compared }
  if (value.is === 'people') {
    const { each, together, atLeast } = value
    return { form: 'people', ...fresh, ...usual, part: each, together, atLeast: String(atLeast ?? 1), unit, compared }
  }
  const ratio = { ...usual, part: value.part, times: String(value.times), unit, compared }
  return value.whole === 'licences'
    ? { form: 'licences', whole: fresh.whole, ...ratio }
    : { form: 'ratio', whole: value.whole, ...ratio }
}

/** The draft as a definition under some names. */
export function definitionOf(draft: Draft, label: { ja: string; en: string }, help: Definition['help']): Definition {
  const { form, part, whole, times, together, atLeast, unit, compared } = draft
  const value =
    form === 'counting'
      ? { is: 'counting' as const, counting: tidy(part) }
      : form === 'people'
        ? {
            is: 'people' as const,
            each: tidy(part),
            together,
            atLeast: together === 'share' && atLeast.trim() !== '' ? Number(atLeast.normalize('NFKC')) : null,
          }
        : {
            is: 'ratio' as const,
            part: tidy(part),
            whole: form === 'licences' ? ('licences' as const) : tidy(whole),
            times: Number(times),
          }
  const countings = form === 'ratio' ? [part, whole] : [part]
  const comparable = countings.every(({ over, of }) => over !== 'all' && of !== 'first_day' && of !== 'last_day')
  return { label, help, unit, value, compared: compared && comparable } as Definition
}

/** Without what the chosen aggregation does not use, and without conditions that nobody finished. */
function tidy(one: Counting): Counting {
  const ofProperty = ['sum', 'avg', 'max', 'last'].includes(one.of)
  return { ...one, property: ofProperty ? one.property : null, where: one.where.filter(isFinished) }
}

/** Whether a condition says which property must be what. */
export function isFinished({ property, operator, value }: PropertyTest): boolean {
  return property !== '' && (operator === 'has' || (value !== null && value !== ''))
}

/** A value as it was typed: a number where it is one and is compared as such. */
export function typedValue(text: string, operator: PropertyTest['operator']): PropertyTest['value'] {
  if (text === '' || operator === 'has') return null
  const number = Number(text.normalize('NFKC'))
  return operator !== 'contains' && text.trim() !== '' && Number.isFinite(number) ? number : text
}

/** A key to begin with, from what is counted; the person may write another. */
export function suggestedKey(draft: Draft, taken: ReadonlySet<string>): string {
  const word = (draft.part.events[0] ?? 'use')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
  const over = typeof draft.part.over === 'number' ? `${draft.part.over}d` : draft.part.over
  const form = { counting: draft.part.of, people: `each_${draft.together}`, ratio: 'ratio', licences: 'ratio' }[
    draft.form
  ]
  const base = `${word || 'event'}_${form}_${over}`.slice(0, 36)
  let key = base
  for (let n = 2; taken.has(key); n++) key = `${base}_${n}`
  return key
}

/** Whether every condition is finished, and every property chosen: what is left out would be missed later. */
export function isWhole({ form, part, whole, together, atLeast }: Draft): boolean {
  if (form === 'people' && together === 'share' && !Number.isFinite(Number.parseFloat(atLeast.normalize('NFKC'))))
    return false
  return (form === 'ratio' ? [part, whole] : [part]).every(
    (one) => one.where.every(isFinished) && (!['sum', 'avg', 'max', 'last'].includes(one.of) || Boolean(one.property)),
  )
}

/** What goes with a form: a unit, and a counting that it can have. */
export function formChosen(draft: Draft, form: Draft['form']): Partial<Draft> {
  if (form !== 'people') return { form, unit: form === 'counting' ? unitOf(draft.part.of) : 'percent' }
  const { of, over } = draft.part
  const part = {
    ...draft.part,
    of: notOfOnePerson.includes(of) ? ('count' as const) : of,
    over: typeof over === 'number' ? over : 28,
  }
  return { form, part, unit: draft.together === 'share' ? 'percent' : unitOf(part.of) }
}

/** The unit that goes with an aggregation, where nobody chose another. */
export function unitAfter(draft: Draft, of: Draft['part']['of']): Draft['unit'] {
  if (draft.form !== 'counting' || draft.unit !== unitOf(draft.part.of)) return draft.unit
  return unitOf(of)
}

function unitOf(of: Draft['part']['of']): Draft['unit'] {
  if (of === 'users') return 'people'
  if (of === 'days' || of === 'user_days') return 'days'
  if (of === 'weeks') return 'weeks'
  return of === 'count' || of === 'features' ? 'count' : null
}
