import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { checkDraft, ruleBounds } from '#capabilities/cockpit/core/draft.ts'
import type { RuleDraft } from '#capabilities/cockpit/core/rule.ts'
import { ctaKinds } from '#capabilities/cockpit/core/words.ts'
import type { PersonId } from '#kernel/id.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import type { Language } from '#web/i18n/copy.ts'
import type { Draft } from './apis.ts'

/** A rule as it stands in the form: texts, as they are typed, in one's own language and in the other. */
export type RuleValues = {
  name: string
  nameOther: string
  help: string
  helpOther: string
  condition: string
  scope: string
  holdDays: string
  coolDownDays: string
  kind: string
  todo: string
  todoOther: string
  because: string
  becauseOther: string
  /** `csm`, `nobody`, or a person's id. */
  owner: string
  dueBusinessDays: string
  effortMinutes: string
  sharePercent: string
  chancePercent: string
}

/** The form of a rule that is not written yet: customers whose contract has ended are left in peace. */
export const blankRule: RuleValues = {
  name: '',
  nameOther: '',
  help: '',
  helpOther: '',
  condition: '',
  scope: '!(contract.state in ["ended"])',
  holdDays: '0',
  coolDownDays: '30',
  kind: 'risk',
  todo: '',
  todoOther: '',
  because: '',
  becauseOther: '',
  owner: 'csm',
  dueBusinessDays: '3',
  effortMinutes: '30',
  sharePercent: '100',
  chancePercent: '35',
}

export function valuesOf({ label, help, raises, ...draft }: Draft, language: Language): RuleValues {
  const { owner } = raises
  const [name, nameOther] = apart(label, language)
  const [helpOwn, helpOther] = apart(help, language)
  const [todo, todoOther] = apart(raises.title, language)
  const [because, becauseOther] = apart(raises.because ?? { ja: '', en: '' }, language)
  return {
    name,
    nameOther,
    help: helpOwn,
    helpOther,
    todo,
    todoOther,
    because,
    becauseOther,
    condition: draft.condition,
    scope: draft.scope,
    holdDays: String(draft.holdDays),
    coolDownDays: String(draft.coolDownDays),
    kind: raises.kind,
    owner: owner?.of === 'person' ? owner.personId : (owner?.of ?? 'csm'),
    dueBusinessDays: String(raises.dueBusinessDays),
    effortMinutes: String(raises.effortMinutes),
    sharePercent: String(raises.sharePercent),
    chancePercent: String(raises.chancePercent),
  }
}

/** A text in one's own language, and the other one where it is another. */
function apart(text: Label, language: Language): [own: string, other: string] {
  const other = text[language === 'ja' ? 'en' : 'ja']
  return [text[language], other === text[language] ? '' : other]
}

export function draftOf(values: RuleValues, language: Language): RuleDraft {
  const number = (text: string) => parseNumber(text) ?? Number.NaN
  const label = (own: string, other: string): Label => {
    const [mine, theirs] = [own.trim(), other.trim() || own.trim()]
    return language === 'ja' ? { ja: mine, en: theirs } : { ja: theirs, en: mine }
  }
  const { owner } = values
  return {
    label: label(values.name, values.nameOther),
    help: label(values.help, values.helpOther),
    condition: values.condition,
    scope: values.scope,
    holdDays: number(values.holdDays),
    coolDownDays: number(values.coolDownDays),
    raises: {
      kind: ctaKinds.find((kind) => kind === values.kind) ?? 'risk',
      title: label(values.todo, values.todoOther),
      because: values.because.trim() === '' ? null : label(values.because, values.becauseOther),
      ...(owner === 'csm'
        ? {}
        : { owner: owner === 'nobody' ? { of: owner } : { of: 'person', personId: owner as PersonId } }),
      dueBusinessDays: number(values.dueBusinessDays),
      effortMinutes: number(values.effortMinutes),
      sharePercent: number(values.sharePercent),
      chancePercent: number(values.chancePercent),
    },
  }
}

/** The field of the form where something is wrong, the rule it breaks, and within which bounds it would be right. */
export type Wrong = { field: keyof RuleValues; rule: string; value?: string; bounds?: readonly [number, number] }

/**
 * What stands against publishing what is in the form, by the same rules as the server's. A blank text of the other
 * language takes over one's own: what is wrong with it is told once.
 */
export function wrongIn(values: RuleValues, language: Language, catalogue: Catalogue): Wrong[] {
  return checkDraft(draftOf(values, language), catalogue).flatMap(({ field: path, rule, value }) => {
    const bounds = ruleBounds[path as keyof typeof ruleBounds]
    const field = fieldOf(path, language)
    if (field.endsWith('Other') && values[field].trim() === '') return []
    return [{ field, rule, ...(value === undefined ? {} : { value }), ...(bounds ? { bounds } : {}) }]
  })
}

const texts: Record<string, 'name' | 'help' | 'todo' | 'because'> = {
  label: 'name',
  help: 'help',
  'raises.title': 'todo',
  'raises.because': 'because',
}

function fieldOf(path: string, language: Language): keyof RuleValues {
  const [, text = '', written] = /^(.*)\.(ja|en)$/.exec(path) ?? []
  const own = texts[text]
  if (own) return written === language ? own : `${own}Other`
  return path.replace('raises.', '') as keyof RuleValues
}

/** What of a version is not as it was in the one before it. */
export function changedParts(now: Draft, before: Draft): (keyof Draft)[] {
  const parts: (keyof Draft)[] = ['label', 'help', 'condition', 'scope', 'holdDays', 'coolDownDays', 'raises']
  return parts.filter((part) => JSON.stringify(now[part]) !== JSON.stringify(before[part]))
}
