import { useTranslation } from 'react-i18next'
import type { exportPath as ExportPath } from '#capabilities/renewals/contract.ts'
import { CsvDialog } from '#web/form/CsvDialog.tsx'
import type { ListAsked } from './apis.ts'

/** `exportPath` of the contract; imported as text, so that the schemas stay out of the browser. */
const exportPath = '/api/v1/renewals/export' satisfies typeof ExportPath

/** Writes the renewals that are listed into a CSV file. */
export function ExportRenewals({ asked, onClose }: { asked: ListAsked; onClose: () => void }) {
  const { t } = useTranslation('renewals')
  const query = Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, String(value)]))
  return (
    <CsvDialog path={exportPath} asked={query} title={t('exporting.title')} onClose={onClose}>
      {t('exporting.text')}
    </CsvDialog>
  )
}
