import { useTranslation } from 'react-i18next'
import type { measuresExportPath } from '#capabilities/plans/contract/measures.ts'
import { CsvDialog } from '#web/form/CsvDialog.tsx'
import type { Asked } from './apis.ts'

/** The path of the contract; imported as text, so that the schemas stay out of the browser. */
const exportPath = '/api/v1/plan-measures/export' satisfies typeof measuresExportPath

/** Writes the customers that the measures look at into a CSV file. */
export function ExportMeasures({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { t } = useTranslation('planMeasures')
  const { months, template } = asked
  const query = { months: String(months), ...(template ? { template } : {}) }
  return (
    <CsvDialog path={exportPath} asked={query} title={t('exporting.title')} onClose={onClose}>
      {t('exporting.text')}
    </CsvDialog>
  )
}
