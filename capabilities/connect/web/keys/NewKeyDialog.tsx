import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rights } from '#capabilities/access/core/rights.ts'
import { type Permission, permissions } from '#kernel/exchange.ts'
import { CheckField, ChoiceField, TextField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { ManyField } from '#web/form/ManyField.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ShownOnce } from '#web/ui/ShownOnce.tsx'
import { keys } from './apis.ts'

const lives = { '30': 30, '90': 90, '365': 365, '': null } as const
type Fields = { name: string; permissions: Permission[]; ownCustomers: boolean; days: keyof typeof lives }
const blank: Fields = { name: '', permissions: ['accounts.read'], ownCustomers: false, days: '90' }

/** Makes an API key and shows it, this once. */
export function NewKeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('apiKeys')
  const [key, setKey] = useState<string | null>(null)
  const close = () => {
    setKey(null)
    onClose()
  }
  return (
    <Dialog opened={opened} onClose={close} title={t(key ? 'madeTitle' : 'createTitle')} size={640}>
      {key ? (
        <ShownOnce
          label={t('title')}
          value={key}
          text={t('madeText')}
          copy={t('copy')}
          done={t('done')}
          onClose={close}
        />
      ) : (
        <KeyForm onMade={setKey} onCancel={close} />
      )}
    </Dialog>
  )
}

function KeyForm({ onMade, onCancel }: { onMade: (key: string) => void; onCancel: () => void }) {
  const { t } = useTranslation('apiKeys')
  const { language } = useFormat()
  const { permissions: mine } = useSession()
  const queries = useQueryClient()
  const form = useForm({
    initial: blank,
    check: ({ name, permissions: chosen }) => ({
      name: name.trim() === '' ? t('nameNeeded') : undefined,
      permissions: chosen.length === 0 ? t('permissionNeeded') : undefined,
    }),
    send: async ({ name, days, ...rest }) => {
      const made = await keys.create.call({ ...rest, name: name.trim(), days: lives[days] })
      await queries.invalidateQueries({ queryKey: keys.key() })
      onMade(made.key)
    },
  })
  const choices = permissions
    .filter((permission) => mine.includes(permission))
    .map((permission) => ({
      value: permission,
      label: inLanguage(rights[permission].label, language),
      help: inLanguage(rights[permission].tells, language),
    }))
  return (
    <Form form={form} send={t('create')} onCancel={onCancel}>
      <TextField form={form} name="name" label={t('name')} help={t('nameHelp')} required autoFocus />
      <ManyField
        form={form}
        name="permissions"
        label={t('permissions')}
        help={t('permissionsHelp')}
        choices={choices}
      />
      <CheckField form={form} name="ownCustomers" label={t('ownCustomers')} help={t('ownCustomersHelp')} />
      <ChoiceField
        form={form}
        name="days"
        label={t('days')}
        choices={(['30', '90', '365'] as const).map((value) => ({
          value,
          label: t('inDays', { count: lives[value] }),
        }))}
        empty={t('forEver')}
      />
    </Form>
  )
}
