import { useTranslation } from 'react-i18next'
import { conventionChoices } from '#capabilities/revenue/core/conventionChoices.ts'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { ChoiceField, NumberField } from '#web/form/fields.tsx'
import type { Form } from '#web/form/useForm.ts'
import { type ConventionFields, sourceOf } from './fields.ts'

/** One convention: the ways there are, and who goes the one that is chosen. */
export function ConventionField({ form, name }: { form: Form<ConventionFields>; name: keyof Conventions }) {
  const { t } = useTranslation('counting')
  const sources = sourceOf(name, form.values[name])
  const by = sources ? t('by', { sources }) : undefined
  const label = t(`conventions.${name}.label`)
  if (name === 'reactivatedWithinDays') {
    const help = [t('conventions.reactivatedWithinDays.help'), by].filter(Boolean).join(' ')
    const unit = t('conventions.reactivatedWithinDays.unit')
    return <NumberField form={form} name={name} label={label} help={help} suffix={unit} />
  }
  // The first way of each is the usual one.
  const choices = conventionChoices[name].map(({ value }, at) => {
    const words = t(`conventions.${name}.${value}` as 'conventions.discounts.all')
    return { value: String(value), label: at === 0 ? t('usually', { way: words }) : words }
  })
  return <ChoiceField form={form} name={name} label={label} help={by} choices={choices} />
}
