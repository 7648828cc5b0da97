import { useTranslation } from 'react-i18next'
import type { exportPath as ExportPath } from '#capabilities/journey/contract/figures.ts'
import { CsvDialog } from '#web/form/CsvDialog.tsx'
import type { Asked } from './apis.ts'

/** `exportPath` of the contract; imported as text, so that the schemas stay out of the browser. */
const exportPath = '/api/v1/journey/export' satisfies typeof ExportPath

/** Writes the customers of the board into a CSV file. */
export function ExportBoard({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { t } = useTranslation('following')
  const query = Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, String(value)]))
  return (
    <CsvDialog path={exportPath} asked={query} title={t('exporting.title')} onClose={onClose}>
      {t('exporting.text')}
    </CsvDialog>
  )
}
