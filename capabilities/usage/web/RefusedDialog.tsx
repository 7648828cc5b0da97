import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { TextAreaField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Quarantined, usage } from './apis.ts'
import { useRuleText } from './RefusedRow.tsx'

/** A message that was not accepted, to be put right and taken in. */
export function RefusedDialog({ row, onClose }: { row: Quarantined | null; onClose: () => void }) {
  const { t } = useTranslation('usage')
  const ruleText = useRuleText()
  return (
    <Dialog opened={row !== null} onClose={onClose} title={t('refused.edit')} size={680}>
      {row ? (
        <>
          <p>
            {row.field ? `${row.field}: ` : ''}
            {ruleText(row.rule)}
          </p>
          <Editor row={row} onClose={onClose} />
        </>
      ) : null}
    </Dialog>
  )
}

function Editor({ row, onClose }: { row: Quarantined; onClose: () => void }) {
  const { t } = useTranslation('usage')
  const queries = useQueryClient()
  const form = useForm({
    initial: { payload: pretty(row.payload) },
    check: ({ payload }) => ({ payload: isJson(payload) ? undefined : t('rules.not_json') }),
    send: async ({ payload }) => {
      const { outcome } = await usage.quarantine.replay.call({ id: row.id, payload })
      toast(t(`refused.${outcome}`))
      await queries.invalidateQueries({ queryKey: usage.key() })
      onClose()
    },
  })
  return (
    <Form form={form} send={t('refused.send')} onCancel={onClose}>
      <TextAreaField form={form} name="payload" label={t('refused.payload')} rows={12} autoFocus />
    </Form>
  )
}

function pretty(text: string): string {
  return isJson(text) ? JSON.stringify(JSON.parse(text), null, 2) : text
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
