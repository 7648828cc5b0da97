import { useTranslation } from 'react-i18next'
import { Chip, type Tone } from '#web/ui/Chip.tsx'
import type { Import } from './apis.ts'

const tones: Record<Import['status'], Tone> = {
  uploaded: 'plain',
  previewing: 'info',
  previewed: 'plain',
  running: 'info',
  stopped: 'watch',
  done: 'healthy',
  failed: 'risk',
  undoing: 'info',
  undone: 'unknown',
}

/** Where an import stands, in a word. */
export function StatusChip({ status }: { status: Import['status'] }) {
  const { t } = useTranslation('imports')
  return <Chip tone={tones[status]}>{t(`statuses.${status}`)}</Chip>
}
