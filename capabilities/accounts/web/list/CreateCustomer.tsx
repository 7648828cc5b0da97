import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { accounts } from './apis.ts'

/** A customer written down by hand; everything else is filled in on its page. */
export function CreateCustomer({
  people,
  onClose,
}: {
  people: readonly { id: string; name: string }[]
  onClose: () => void
}) {
  const { t } = useTranslation('list')
  const { t: frame } = useTranslation('web')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { personId } = useSession()
  const form = useForm({
    initial: { name: '', nameKana: '', owner: personId },
    check: ({ name }) => ({ name: name.trim() ? undefined : frame('rules.required') }),
    send: async ({ name, nameKana, owner }) => {
      const made = await accounts.create.call({
        name,
        ...(nameKana.trim() ? { nameKana } : {}),
        ...(owner ? { assignments: { csm: owner } } : {}),
      })
      void queries.invalidateQueries({ queryKey: accounts.key() })
      onClose()
      toast(t('create.created', { name: made.name }), { undo: () => accounts.archive.call({ id: made.id }) })
      await navigate({ to: '/customers/$id', params: { id: made.id } })
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('create.title')}>
      <Form form={form} send={t('create.send')} onCancel={onClose}>
        <TextField form={form} name="name" label={t('create.name')} autoFocus required />
        <TextField form={form} name="nameKana" label={t('create.nameKana')} />
        <ChoiceField
          form={form}
          name="owner"
          label={t('create.owner')}
          empty={t('create.nobody')}
          choices={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form>
    </Dialog>
  )
}
