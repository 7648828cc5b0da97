import { useTranslation } from 'react-i18next'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { FieldRow } from '#web/form/Form.tsx'
import { NumberField, TextField } from '#web/form/fields.tsx'
import type { Form } from '#web/form/useForm.ts'
import { Section } from '#web/ui/Section.tsx'
import type { RuleValues } from './ruleForm.ts'
import styles from './rules.module.css'

/** What a rule watches: its name, its condition with who matches, for whom, and how long. */
export function WatchFields({
  form,
  isNew,
  onReadable,
}: {
  form: Form<RuleValues>
  isNew: boolean
  onReadable: (field: 'condition' | 'scope') => (readable: boolean) => void
}) {
  const { t } = useTranslation('rules')
  return (
    <Section title={t('form.about')}>
      <div className={styles.fields}>
        <TextField
          form={form}
          name="name"
          label={t('form.name')}
          placeholder={t('form.nameExample')}
          autoFocus={isNew}
          required
        />
        <Conditioned form={form} field="condition" onReadable={onReadable} />
        <FieldRow>
          <NumberField
            form={form}
            name="holdDays"
            label={t('form.hold')}
            help={t('form.holdHelp')}
            suffix={t('form.days')}
          />
          <NumberField
            form={form}
            name="coolDownDays"
            label={t('form.coolDown')}
            help={t('form.coolDownHelp')}
            suffix={t('form.days')}
          />
        </FieldRow>
        <Conditioned form={form} field="scope" onReadable={onReadable} />
        <TextField form={form} name="help" label={t('form.help')} />
      </div>
    </Section>
  )
}

function Conditioned({
  form,
  field,
  onReadable,
}: {
  form: Form<RuleValues>
  field: 'condition' | 'scope'
  onReadable: (field: 'condition' | 'scope') => (readable: boolean) => void
}) {
  const { t } = useTranslation('rules')
  const error = form.errors[field]
  return (
    <div role="group" aria-label={t(`form.${field}`)} data-invalid={error ? true : undefined}>
      <div className={styles.label}>
        {t(`form.${field}`)}
        {field === 'condition' ? <span aria-hidden="true"> *</span> : null}
      </div>
      {field === 'scope' ? <div className={styles.help}>{t('form.scopeHelp')}</div> : null}
      <ConditionField
        value={form.values[field]}
        onChange={(text) => form.set(field, text)}
        onReadable={onReadable(field)}
        counted={field === 'condition'}
      />
      {error ? (
        <div role="alert" className={styles.wrong}>
          {error}
        </div>
      ) : null}
    </div>
  )
}
