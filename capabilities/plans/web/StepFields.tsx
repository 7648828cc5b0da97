import { useTranslation } from 'react-i18next'
import { stepBounds } from '#capabilities/plans/core/template.ts'
import {
  evidences,
  ourRoles,
  roles,
  weights,
  type Evidence,
  type Role,
  type Weight,
} from '#capabilities/plans/core/words.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { Checkbox } from '@mantine/core'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { FieldRow } from '#web/form/Form.tsx'
import { ChoiceField, NumberField, TextAreaField, TextField } from '#web/form/fields.tsx'
import type { Form } from '#web/form/useForm.ts'
import type { StepContent } from './apis.ts'
import { ContentField } from './ContentField.tsx'
import styles from './plans.module.css'
import { useRole } from './words.tsx'

type Written = Omit<StepContent, 'agreedDueOn' | 'after'>
type Figure = keyof typeof stepBounds

/** The fields of a step, in a template and in a plan alike: figures as the texts they are typed as. */
export type StepValues = Record<Figure, string> & {
  name: string
  help: string
  role: string
  weight: string
  evidence: string
  condition: string
  content: string[]
  after: string[]
}

/** What the form begins with; names are written in the language one reads. */
export function valuesOf(step: (Written & { after: readonly string[] }) | null, language: 'ja' | 'en'): StepValues {
  return {
    name: step?.name[language] ?? '',
    help: step?.help[language] ?? '',
    role: step?.role ?? 'csm',
    offset: String(step?.offset ?? 0),
    days: String(step?.days ?? 5),
    effortHours: String(step?.effortHours ?? 2),
    weight: String(step?.weight ?? 1),
    evidence: step?.evidence ?? 'us',
    condition: step?.condition ?? '',
    content: [...(step?.content ?? [])],
    after: [...(step?.after ?? [])],
  }
}

/** What was written; the other language keeps what it said, and a new step says the same in both. */
export function contentOf(
  values: StepValues,
  step: Written | null,
  language: 'ja' | 'en',
): Written & { after: string[] } {
  const written = (text: string, before: Written['name'] | undefined) =>
    before ? { ...before, [language]: text.trim() } : { ja: text.trim(), en: text.trim() }
  return {
    name: written(values.name, step?.name),
    help: written(values.help, step?.help),
    role: values.role as Role,
    offset: parseNumber(values.offset)!,
    days: parseNumber(values.days)!,
    effortHours: parseNumber(values.effortHours)!,
    weight: Number(values.weight) as Weight,
    evidence: values.evidence as Evidence,
    condition: values.evidence === 'facts' ? values.condition : null,
    content: values.content,
    after: values.after,
  }
}

/** Checks the fields of a step. */
export function useStepCheck(): (values: StepValues) => { [Name in keyof StepValues]?: string | undefined } {
  const { t } = useTranslation('plans')
  const within = (figure: Figure, text: string) => {
    const number = parseNumber(text)
    const [least, most] = stepBounds[figure]
    const isWhole = figure === 'effortHours' || Number.isInteger(number)
    return number !== null && isWhole && number >= least && number <= most
      ? undefined
      : t('fields.bounds', { least, most })
  }
  return (values) => ({
    name: values.name.trim() ? undefined : t('needed'),
    condition: values.evidence === 'facts' && !values.condition.trim() ? t('needed') : undefined,
    content: values.evidence === 'form' && values.content.length === 0 ? t('content.formNeeded') : undefined,
    offset: within('offset', values.offset),
    days: within('days', values.days),
    effortHours: within('effortHours', values.effortHours),
  })
}

/** The fields themselves; `others` are the steps that may have to end first. */
export function StepFields<Values extends StepValues>({
  form,
  others,
}: {
  form: Form<Values>
  others: readonly { id: string; name: string }[]
}) {
  const { t } = useTranslation('plans')
  const role = useRole()
  // The form may have fields beside these: here only these are touched.
  const own = form as unknown as Form<StepValues>
  const { after, evidence } = own.values
  const side = (one: Role) => t(`sides.${(ourRoles as readonly Role[]).includes(one) ? 'ours' : 'theirs'}`)
  return (
    <>
      <TextField form={own} name="name" label={t('fields.name')} required autoFocus />
      <TextAreaField form={own} name="help" label={t('fields.help')} rows={2} />
      <FieldRow>
        <ChoiceField
          form={own}
          name="role"
          label={t('fields.role')}
          choices={roles.map((value) => ({ value, label: `${role(value)} (${side(value)})` }))}
        />
        <ChoiceField
          form={own}
          name="weight"
          label={t('fields.weight')}
          choices={weights.map((value) => ({ value: String(value), label: t(`weights.w${value}`) }))}
        />
      </FieldRow>
      <FieldRow>
        <NumberField form={own} name="offset" label={t('fields.offset')} suffix={t('fields.daysUnit')} />
        <NumberField form={own} name="days" label={t('fields.days')} suffix={t('fields.daysUnit')} />
        <NumberField form={own} name="effortHours" label={t('fields.effort')} suffix={t('fields.hoursUnit')} />
      </FieldRow>
      <ChoiceField
        form={own}
        name="evidence"
        label={t('fields.evidence')}
        choices={evidences.map((value) => ({ value, label: t(`evidences.${value}`) }))}
      />
      {evidence === 'facts' ? (
        <div role="group" aria-label={t('fields.condition')}>
          <div className={styles.label}>{t('fields.condition')}</div>
          <ConditionField value={own.values.condition} onChange={(text) => own.set('condition', text)} />
          {own.errors.condition ? (
            <div role="alert" className={styles.wrong}>
              {own.errors.condition}
            </div>
          ) : null}
        </div>
      ) : null}
      <ContentField
        chosen={own.values.content}
        onChange={(keys) => own.set('content', keys)}
        wrong={own.errors.content}
      />
      {others.length > 0 ? (
        <details open={after.length > 0}>
          <summary>{t('fields.after', { count: after.length })}</summary>
          <Checkbox.Group
            value={after}
            onChange={(ids) => own.set('after', ids)}
            aria-label={t('fields.after', { count: after.length })}
          >
            {others.map(({ id, name }) => (
              <Checkbox key={id} size="sm" py={4} value={id} label={name} />
            ))}
          </Checkbox.Group>
          {own.errors.after ? (
            <div role="alert" className={styles.wrong}>
              {own.errors.after}
            </div>
          ) : null}
        </details>
      ) : null}
    </>
  )
}
