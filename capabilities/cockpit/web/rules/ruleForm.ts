import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import { checkDraft, ruleBounds } from '#capabilities/cockpit/core/draft.ts'
import type { RuleDraft } from '#capabilities/cockpit/core/rule.ts'
import { ctaKinds } from '#capabilities/cockpit/core/words.ts'
import type { PersonId } from '#kernel/id.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import type { Draft } from './apis.ts'

/** A rule as it stands in the form: texts, as they are typed. */
export type RuleValues = {
  name: string
  nameEn: string
  help: string
  helpEn: string
  condition: string
  scope: string
  holdDays: string
  coolDownDays: string
  kind: string
  todo: string
  todoEn: string
  because: string
  becauseEn: string
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
  nameEn: '',
  help: '',
  helpEn: '',
  condition: '',
  scope: '!(contract.state == "ended")',
  holdDays: '0',
  coolDownDays: '30',
  kind: 'risk',
  todo: '',
  todoEn: '',
  because: '',
  becauseEn: '',
  owner: 'csm',
  dueBusinessDays: '3',
  effortMinutes: '30',
  sharePercent: '100',
  chancePercent: '35',
}

export function valuesOf({ label, help, raises, ...draft }: Draft): RuleValues {
  const { owner } = raises
  return {
    name: label.ja,
    nameEn: foreign(label),
    help: help.ja,
    helpEn: foreign(help),
    condition: draft.condition,
    scope: draft.scope,
    holdDays: String(draft.holdDays),
    coolDownDays: String(draft.coolDownDays),
    kind: raises.kind,
    todo: raises.title.ja,
    todoEn: foreign(raises.title),
    because: raises.because?.ja ?? '',
    becauseEn: raises.because ? foreign(raises.because) : '',
    owner: owner?.of === 'person' ? owner.personId : (owner?.of ?? 'csm'),
    dueBusinessDays: String(raises.dueBusinessDays),
    effortMinutes: String(raises.effortMinutes),
    sharePercent: String(raises.sharePercent),
    chancePercent: String(raises.chancePercent),
  }
}

/** The English text, where there is one of its own. */
const foreign = ({ ja, en }: Label): string => (en === ja ? '' : en)

export function draftOf(values: RuleValues): RuleDraft {
  const number = (text: string) => parseNumber(text) ?? Number.NaN
  const label = (ja: string, en: string): Label => ({ ja: ja.trim(), en: en.trim() || ja.trim() })
  const { owner } = values
  return {
    label: label(values.name, values.nameEn),
    help: label(values.help, values.helpEn),
    condition: values.condition,
    scope: values.scope,
    holdDays: number(values.holdDays),
    coolDownDays: number(values.coolDownDays),
    raises: {
      kind: ctaKinds.find((kind) => kind === values.kind) ?? 'risk',
      title: label(values.todo, values.todoEn),
      because: values.because.trim() === '' ? null : label(values.because, values.becauseEn),
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

const fields: Record<string, keyof RuleValues> = {
  'label.ja': 'name',
  'label.en': 'nameEn',
  'help.ja': 'help',
  'help.en': 'helpEn',
  'raises.title.ja': 'todo',
  'raises.title.en': 'todoEn',
  'raises.because.ja': 'because',
  'raises.because.en': 'becauseEn',
}

/** The field of the form where something is wrong, the rule it breaks, and within which bounds it would be right. */
export type Wrong = { field: keyof RuleValues; rule: string; value?: string; bounds?: readonly [number, number] }

/** What stands against publishing what is in the form, by the same rules as the server's. */
export function wrongIn(values: RuleValues, catalogue: Catalogue): Wrong[] {
  return checkDraft(draftOf(values), catalogue).map(({ field, rule, value }) => {
    const bounds = ruleBounds[field as keyof typeof ruleBounds]
    return {
      field: fields[field] ?? (field.replace('raises.', '') as keyof RuleValues),
      rule,
      ...(value === undefined ? {} : { value }),
      ...(bounds ? { bounds } : {}),
    }
  })
}

/** What of a version is not as it was in the one before it. */
export function changedParts(now: Draft, before: Draft): (keyof Draft)[] {
  const parts: (keyof Draft)[] = ['label', 'help', 'condition', 'scope', 'holdDays', 'coolDownDays', 'raises']
  return parts.filter((part) => JSON.stringify(now[part]) !== JSON.stringify(before[part]))
}
