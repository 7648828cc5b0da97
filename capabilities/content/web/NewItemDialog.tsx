import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Format, formatLabels, formats, type Kind, kindLabels, kinds } from '#capabilities/content/core/words.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { useItemMoves } from './useItemMoves.ts'

/** Begins an item, which is then written on a page of its own. */
export function NewItemDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('content')
  const { language } = useFormat()
  const navigate = useNavigate()
  const { create } = useItemMoves()
  const form = useForm({
    initial: { title: '', kind: 'education', format: 'text' },
    check: ({ title }) => ({ title: title.trim() ? undefined : t('needed') }),
    send: async ({ title, kind, format }) => {
      const item = await create({ title: title.trim(), kind: kind as Kind, format: format as Format, language })
      onClose()
      void navigate({ to: '/content/$id', params: { id: item.id }, search: { view: 'edit' } })
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('create')}>
      <Form form={form} send={t('new.send')} onCancel={onClose}>
        <TextField form={form} name="title" label={t('title')} required autoFocus />
        <FieldRow>
          <ChoiceField
            form={form}
            name="format"
            label={t('format')}
            help={t('new.formatHelp')}
            choices={formats.map((value) => ({ value, label: inLanguage(formatLabels[value], language) }))}
          />
          <ChoiceField
            form={form}
            name="kind"
            label={t('kind')}
            help={t('new.kindHelp')}
            choices={kinds.map((value) => ({ value, label: inLanguage(kindLabels[value], language) }))}
          />
        </FieldRow>
      </Form>
    </Dialog>
  )
}
