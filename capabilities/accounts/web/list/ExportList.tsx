import { useTranslation } from 'react-i18next'
import type { exportPath as ExportPath } from '#capabilities/accounts/contract/list.ts'
import { CsvDialog } from '#web/form/CsvDialog.tsx'
import { useFormat } from '#web/session.ts'
import { pastOf, queryOf } from './ask.ts'
import type { ListState } from './useListState.ts'

/** `exportPath` of the contract; imported as text, so that the schemas stay out of the browser. */
const exportPath = '/api/v1/accounts/export' satisfies typeof ExportPath

/** Writes the customers that match into a CSV file, with the columns that are shown. */
export function ExportList({ state, count, onClose }: { state: ListState; count: number; onClose: () => void }) {
  const { t } = useTranslation('list')
  const format = useFormat()
  const { columns, sort } = state.content
  const asked = { ...queryOf(state), ...pastOf(state), columns: columns.join(), sort }
  return (
    <CsvDialog path={exportPath} asked={asked} title={t('exporting.title')} onClose={onClose}>
      {t('exporting.text', { count })}
      {state.asOf ? ` ${t('exporting.past', { day: format.dayPlain(state.asOf) })}` : null}
    </CsvDialog>
  )
}
