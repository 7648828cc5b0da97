import type { exportPath as ExportPath } from '#capabilities/renewals/contract.ts'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { ListAsked } from './apis.ts'

/** `exportPath` of the contract; imported as text, so that the schemas stay out of the browser. */
const exportPath = '/api/v1/renewals/export' satisfies typeof ExportPath

/** Writes the renewals that are listed into a CSV file. */
export function ExportRenewals({ asked, onClose }: { asked: ListAsked; onClose: () => void }) {
  const { t } = useTranslation('renewals')
  const { language } = useFormat()
  const form = useForm({
    initial: { encoding: 'utf-8' },
    // A link, not a call: the browser writes the file while it arrives, however long the list is.
    send: ({ encoding }) => {
      const query = Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, String(value)]))
      const link = document.createElement('a')
      link.href = `${exportPath}?${new URLSearchParams({ ...query, encoding, locale: language })}`
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
