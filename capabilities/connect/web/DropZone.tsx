import { useTranslation } from 'react-i18next'
import { FileDrop } from '#web/form/FileDrop.tsx'
import { sendFile } from '#web/form/sendFile.ts'
import type { Import } from './apis.ts'

/** Takes a file by dropping or choosing, sends it, and hands on the import it became. No `kind`: told by the columns. */
export function DropZone({ kind, onTaken }: { kind: string | undefined; onTaken: (taken: Import) => void }) {
  const { t } = useTranslation('imports')
  return (
    <FileDrop
      title={t('drop.title')}
      text={t('drop.text')}
      send={async (file, onProgress, signal) => {
        const query = new URLSearchParams({ fileName: file.name, ...(kind ? { kind } : {}) })
        onTaken(await sendFile<Import>(`/api/v1/imports?${query}`, file, onProgress, signal))
      }}
    />
  )
}
