import { useTranslation } from 'react-i18next'
import type { studyExportPath } from '#capabilities/renewals/contract/study.ts'
import { CsvDialog } from '#web/form/CsvDialog.tsx'

/** The path of the contract; imported as text, so that the schemas stay out of the browser. */
const exportPath = '/api/v1/churn-study/export' satisfies typeof studyExportPath

/** Writes the customers who were lost into a CSV file. */
export function ExportLost({ asked, onClose }: { asked: { from: string; until: string }; onClose: () => void }) {
  const { t } = useTranslation('churnStudy')
  return (
    <CsvDialog path={exportPath} asked={asked} title={t('exporting.title')} onClose={onClose}>
      {t('exporting.text')}
    </CsvDialog>
  )
}
