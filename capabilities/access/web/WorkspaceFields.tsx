import { useTranslation } from 'react-i18next'
import { FieldRow } from '#web/form/Form.tsx'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import type { Form } from '#web/form/useForm.ts'
import { currentLanguage } from '#web/i18n/i18n.ts'
import type { Me } from '../contract.ts'
import { currencies, timeZones } from './access.ts'

/** The settings of a workspace as fields hold them. */
export type Fields = { name: string; locale: string; timeZone: string; currency: string; fiscalStartMonth: string }

export function fieldsOf({ name, locale, timeZone, currency, fiscalStartMonth }: Omit<Me['workspace'], 'id'>): Fields {
  return { name, locale, timeZone, currency, fiscalStartMonth: String(fiscalStartMonth) }
}

export function settingsOf({ locale, fiscalStartMonth, ...fields }: Fields): Omit<Me['workspace'], 'id'> {
  return { ...fields, locale: locale === 'en' ? 'en' : 'ja', fiscalStartMonth: Number(fiscalStartMonth) }
}

/** The fields themselves, the same for the workspace one is in and for a new one. */
export function WorkspaceFields({ form, disabled = false }: { form: Form<Fields>; disabled?: boolean }) {
  const { t } = useTranslation('access')
  const { t: frame } = useTranslation('web')
  const monthName = new Intl.DateTimeFormat(currentLanguage(), { month: 'long', timeZone: 'UTC' })
  const common = { form, disabled }
  const withCurrent = (list: readonly { value: string; label: string }[], value: string) =>
    list.some((choice) => choice.value === value) ? list : [{ value, label: value }, ...list]
  const months = Array.from({ length: 12 }, (_, at) => ({
    value: String(at + 1),
    label: monthName.format(Date.UTC(2026, at, 15)),
  }))
  return (
    <>
      <TextField {...common} name="name" label={t('workspace.name')} autoComplete="organization" required />
      <FieldRow>
        <ChoiceField
          {...common}
          name="locale"
          label={t('workspace.locale')}
          help={t('workspace.localeHelp')}
          choices={(['ja', 'en'] as const).map((value) => ({ value, label: frame(`me.languages.${value}`) }))}
        />
        <ChoiceField
          {...common}
          name="timeZone"
          label={t('workspace.timeZone')}
          help={t('workspace.timeZoneHelp')}
          choices={withCurrent(timeZones, form.values.timeZone)}
        />
      </FieldRow>
      <FieldRow>
        <ChoiceField
          {...common}
          name="currency"
          label={t('workspace.currency')}
          help={t('workspace.currencyHelp')}
          choices={withCurrent(currencies, form.values.currency)}
        />
        <ChoiceField {...common} name="fiscalStartMonth" label={t('workspace.fiscal')} choices={months} />
      </FieldRow>
    </>
  )
}
