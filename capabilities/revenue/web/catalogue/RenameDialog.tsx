import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { catalogue, type Named } from './apis.ts'
import { useCatalogueMoves } from './useCatalogueMoves.ts'

/** Calls a product or a plan otherwise: all its lines follow, and files that say the old name are understood. */
export function RenameDialog({ of: { product, plan, entry }, onClose }: { of: Named; onClose: () => void }) {
  const { t } = useTranslation('products')
  const { t: frame } = useTranslation('web')
  const format = useFormat()
  const { done } = useCatalogueMoves()
  const form = useForm({
    initial: { to: entry.name },
    check: ({ to }) => ({
      to: to.trim() === '' ? frame('rules.required') : to.trim() === entry.name ? t('rules.same_name') : undefined,
    }),
    send: async ({ to }) => {
      const { undo } = await catalogue.rename.call({ product, plan, to: to.trim() })
      await done(t('rename.done', { name: to.trim() }), () => catalogue.undo.call({ id: undo }))
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('rename.title', { name: entry.name })} size={520}>
      <p className="soft">{t('rename.lead', { count: entry.lines, lines: format.number(entry.lines) })}</p>
      <p className="quiet small">{t('conditions')}</p>
      <Form form={form} send={t('rename.send')} onCancel={onClose}>
        <TextField form={form} name="to" label={t('rename.to')} required autoFocus />
      </Form>
    </Dialog>
  )
}
