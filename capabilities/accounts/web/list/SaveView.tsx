import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useMay } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { accounts } from './apis.ts'
import type { ListState, View } from './useListState.ts'
import { useViewChanges } from './useViewChanges.ts'

/** Keeps what the list shows under a name. */
export function SaveView({ state, onClose }: { state: ListState; onClose: () => void }) {
  const { t } = useTranslation('list')
  const { t: frame } = useTranslation('web')
  const navigate = useNavigate()
  const mayShare = useMay('views.share')
  const { refresh } = useViewChanges()
  const form = useForm({
    initial: { name: '', sharing: 'private' },
    check: ({ name }) => ({ name: name.trim() ? undefined : frame('rules.required') }),
    send: async ({ name, sharing }) => {
      const { condition, columns, sort, groupBy } = state.content
      const view = await accounts.views.create.call({
        name,
        sharing: sharing === 'shared' ? 'shared' : 'private',
        condition,
        columns: [...columns],
        sort,
        groupBy,
      })
      await refresh()
      onClose()
      await navigate({ to: '/customers', search: { view: view.id } })
      toast(t('views.saved', { view: view.name }))
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('views.saveAs')}>
      <Form form={form} send={frame('save')} onCancel={onClose}>
        <TextField form={form} name="name" label={t('views.name')} autoFocus required />
        {mayShare ? (
          <ChoiceField
            form={form}
            name="sharing"
            label={t('views.sharing')}
            choices={(['private', 'shared'] as const).map((value) => ({ value, label: t(`views.${value}`) }))}
          />
        ) : null}
      </Form>
    </Dialog>
  )
}

/** Gives a saved view another name. */
export function RenameView({ view, onClose }: { view: View; onClose: () => void }) {
  const { t } = useTranslation('list')
  const { t: frame } = useTranslation('web')
  const { update } = useViewChanges()
  const form = useForm({
    initial: { name: view.name },
    check: ({ name }) => ({ name: name.trim() ? undefined : frame('rules.required') }),
    send: async ({ name }) => {
      await update(view, { name })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('views.rename')}>
      <Form form={form} send={frame('save')} onCancel={onClose}>
        <TextField form={form} name="name" label={t('views.name')} autoFocus required />
      </Form>
    </Dialog>
  )
}
