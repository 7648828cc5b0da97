import { useTranslation } from 'react-i18next'
import type { expansionExportPath } from '#capabilities/renewals/contract/expansion.ts'
import { CsvDialog } from '#web/form/CsvDialog.tsx'
import type { ListAsked } from './apis.ts'

/** The path of the contract; imported as text, so that the schemas stay out of the browser. */
const exportPath = '/api/v1/expansion-opportunities/export' satisfies typeof expansionExportPath

/** Writes the opportunities that are listed into a CSV file. */
export function ExportExpansion({ asked, onClose }: { asked: ListAsked; onClose: () => void }) {
  const { t } = useTranslation('expansion')
  const query = Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, String(value)]))
  return (
    <CsvDialog path={exportPath} asked={query} title={t('exporting.title')} onClose={onClose}>
      {t('exporting.text')}
    </CsvDialog>
  )
}
