import { useTranslation } from 'react-i18next'
import type { movementsExportPath as ExportPath } from '#capabilities/revenue/contract/measures.ts'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'

/** `movementsExportPath` of the contract; imported as text, so that the schemas stay out of the browser. */
const path = '/api/v1/revenue/movements/export' satisfies typeof ExportPath

/** Writes the movements that are listed into a CSV file. */
export function ExportMovements({ asked, onClose }: { asked: Record<string, string>; onClose: () => void }) {
  const { t } = useTranslation('revenuePage')
  const { language } = useFormat()
  const form = useForm({
    initial: { encoding: 'utf-8' },
    // A link, not a call: the browser writes the file while it arrives, however long the list is.
    send: ({ encoding }) => {
      const link = document.createElement('a')
      link.href = `${path}?${new URLSearchParams({ ...asked, encoding, locale: language })}`
      link.download = ''
      link.click()
      onClose()
      return Promise.resolve()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('exporting.title')}>
      <p>{t('exporting.text')}</p>
      <Form form={form} send={t('exporting.send')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="encoding"
          label={t('exporting.encoding')}
          choices={[
            { value: 'utf-8', label: t('exporting.utf8') },
            { value: 'cp932', label: t('exporting.cp932') },
          ]}
        />
      </Form>
    </Dialog>
  )
}
