import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ShownOnce } from '#web/ui/ShownOnce.tsx'
import { usage } from './apis.ts'

const sourceForm = /^[\p{L}\p{N}_.-]{1,40}$/u

/** Makes a write key and shows it, this once. */
export function NewKeyDialog({
  opened,
  onMade,
  onClose,
}: {
  opened: boolean
  onMade: (key: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation('usage')
  const [key, setKey] = useState<string | null>(null)
  const close = () => {
    setKey(null)
    onClose()
  }
  const made = (value: string) => {
    setKey(value)
    onMade(value)
  }
  return (
    <Dialog opened={opened} onClose={close} title={t(key ? 'keys.madeTitle' : 'keys.createTitle')}>
      {key ? (
        <ShownOnce
          label={t('keys.title')}
          value={key}
          text={t('keys.madeText')}
          copy={t('keys.copy')}
          done={t('keys.done')}
          onClose={close}
        />
      ) : (
        <KeyForm onMade={made} onCancel={close} />
      )}
    </Dialog>
  )
}

function KeyForm({ onMade, onCancel }: { onMade: (key: string) => void; onCancel: () => void }) {
  const { t } = useTranslation('usage')
  const queries = useQueryClient()
  const form = useForm({
    initial: { name: '', source: 'product' },
    check: ({ name, source }) => ({
      name: name.trim() === '' ? t('keys.nameNeeded') : undefined,
      source: sourceForm.test(source.trim()) ? undefined : t('keys.sourceForm'),
    }),
    send: async ({ name, source }) => {
      const made = await usage.keys.create.call({ name: name.trim(), source: source.trim() })
      await queries.invalidateQueries({ queryKey: usage.keys.key() })
      onMade(made.key)
    },
  })
  return (
    <Form form={form} send={t('keys.create')} onCancel={onCancel}>
      <TextField form={form} name="name" label={t('keys.name')} help={t('keys.nameHelp')} required autoFocus />
      <TextField form={form} name="source" label={t('keys.source')} help={t('keys.sourceHelp')} />
    </Form>
  )
}
