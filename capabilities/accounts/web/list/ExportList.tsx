import type { exportPath as ExportPath } from '#capabilities/accounts/contract/list.ts'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { ListState } from './useListState.ts'
import { pastOf, queryOf } from './ask.ts'

/** `exportPath` of the contract; imported as text, so that the schemas stay out of the browser. */
const exportPath = '/api/v1/accounts/export' satisfies typeof ExportPath

/** Writes the customers that match into a CSV file, with the columns that are shown. */
export function ExportList({ state, count, onClose }: { state: ListState; count: number; onClose: () => void }) {
  const { t } = useTranslation('list')
  const format = useFormat()
  const form = useForm({
    initial: { encoding: 'utf-8' },
    // A link, not a call: the browser writes the file while it arrives, however long the list is.
    send: ({ encoding }) => {
      const asked = new URLSearchParams({
        ...queryOf(state),
        ...pastOf(state),
        columns: state.content.columns.join(),
        sort: state.content.sort,
        encoding,
        locale: format.language,
      })
      const link = document.createElement('a')
      link.href = `${exportPath}?${asked}`
      link.download = ''
      link.click()
      onClose()
      return Promise.resolve()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('exporting.title')}>
      <p>
        {t('exporting.text', { count })}
        {state.asOf ? ` ${t('exporting.past', { day: format.dayPlain(state.asOf) })}` : null}
      </p>
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
