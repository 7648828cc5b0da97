import { useTranslation } from 'react-i18next'
import type { movementsExportPath as ExportPath } from '#capabilities/revenue/contract/measures.ts'
import { CsvDialog } from '#web/form/CsvDialog.tsx'

/** `movementsExportPath` of the contract; imported as text, so that the schemas stay out of the browser. */
const path = '/api/v1/revenue/movements/export' satisfies typeof ExportPath

/** Writes the movements that are listed into a CSV file. */
export function ExportMovements({ asked, onClose }: { asked: Record<string, string>; onClose: () => void }) {
  const { t } = useTranslation('revenuePage')
  return (
    <CsvDialog path={path} asked={asked} title={t('exporting.title')} onClose={onClose}>
      {t('exporting.text')}
    </CsvDialog>
  )
}
