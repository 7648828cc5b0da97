import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type FieldType, fieldTypes } from '#capabilities/accounts/core/customField.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { CheckField, ChoiceField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Field, facts, fields, type Subject } from './apis.ts'
import { ChoiceEditor } from './ChoiceEditor.tsx'

const keyForm = /^[a-z][a-z0-9_]{0,39}$/
const hasChoices = (type: string) => type === 'choice' || type === 'choices'

/** A field, made anew or changed. Key and type stay what they were: values hang on them. */
export function FieldDialog({
  subject,
  field,
  onClose,
}: {
  subject: Subject
  field: Field | null
  onClose: () => void
}) {
  const { t } = useTranslation('fields')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const queries = useQueryClient()
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: fields.key() }),
      queries.invalidateQueries({ queryKey: facts.catalogue.key() }),
    ])
  const form = useForm({
    initial: {
      labelJa: field?.labelJa ?? '',
      labelEn: field?.labelEn ?? '',
      key: field?.key ?? '',
      type: field?.type ?? 'text',
      help: field?.help ?? '',
      choices: field?.choices ?? [],
      sensitive: field?.sensitive ?? false,
    },
    check: (values) => ({
      labelJa: values.labelJa.trim() ? undefined : frame('rules.required'),
      key: keyForm.test(values.key) ? undefined : t('form.keyForm'),
      choices: hasChoices(values.type) ? wrongChoices(values.choices) : undefined,
    }),
    send: async (values) => {
      const written = {
        labelJa: values.labelJa,
        labelEn: values.labelEn.trim() || values.labelJa,
        help: values.help.trim() || null,
        sensitive: values.sensitive,
        ...(hasChoices(values.type)
          ? {
              choices: values.choices.map((choice) => ({
                ...choice,
                labelEn: choice.labelEn.trim() || choice.labelJa,
              })),
            }
          : {}),
      }
      const name = language === 'en' ? written.labelEn : written.labelJa
      if (field) {
        await fields.update.call({ id: field.id, ...written })
        const { labelJa, labelEn, help, choices, sensitive } = field
        const before = { labelJa, labelEn, help, sensitive, ...(choices.length > 0 ? { choices } : {}) }
        toast(t('done.saved', { name }), { undo: () => fields.update.call({ id: field.id, ...before }).then(refresh) })
      } else {
        const type = fieldTypes.find((one) => one === values.type) ?? 'text'
        const made = await fields.create.call({ subject, key: values.key, type, ...written })
        toast(t('done.created', { name }), { undo: () => fields.archive.call({ id: made.id }).then(refresh) })
      }
      await refresh()
      onClose()
    },
  })
  const wrongChoices = (choices: Field['choices']) => {
    if (choices.length === 0) return t('form.choicesNeeded')
    return choices.every((choice) => choice.labelJa.trim() && keyForm.test(choice.key))
      ? undefined
      : t('form.choiceIncomplete')
  }
  const title = field ? inLanguage({ ja: field.labelJa, en: field.labelEn }, language) : t(`addTo.${subject}`)
  return (
    <Dialog opened onClose={onClose} title={title} size={620}>
      <Form form={form} send={field ? frame('save') : t('form.create')} onCancel={onClose}>
        <FieldRow>
          <TextField form={form} name="labelJa" label={t('form.labelJa')} required autoFocus />
          <TextField form={form} name="labelEn" label={t('form.labelEn')} help={t('form.labelEnHelp')} />
        </FieldRow>
        <FieldRow>
          <TextField
            form={form}
            name="key"
            label={t('form.key')}
            help={field ? undefined : t('form.keyHelp')}
            required
            disabled={field !== null}
          />
          <ChoiceField
            form={form}
            name="type"
            label={t('form.type')}
            help={field ? undefined : t('form.typeHelp')}
            disabled={field !== null}
            choices={fieldTypes.map((type: FieldType) => ({ value: type, label: t(`types.${type}`) }))}
          />
        </FieldRow>
        {hasChoices(form.values.type) ? (
          <ChoiceEditor
            choices={form.values.choices}
            error={form.errors.choices}
            onChange={(choices) => form.set('choices', choices)}
          />
        ) : null}
        <TextField form={form} name="help" label={t('form.help')} help={t('form.helpHelp')} />
        <CheckField form={form} name="sensitive" label={t('form.sensitive')} help={t('form.sensitiveHelp')} />
      </Form>
    </Dialog>
  )
}
