import { useTranslation } from 'react-i18next'
import type { Language } from '#capabilities/content/core/item.ts'
import type { Format, Status } from '#capabilities/content/core/words.ts'
import { Chip, type Tone } from '#web/ui/Chip.tsx'
import type { IconName } from '#web/ui/Icon.tsx'

const tones = { draft: 'watch', published: 'healthy', retired: 'plain' } satisfies Record<Status, Tone>

/** Whether an item is shown to customers, and whether something newer is being written. */
export function StatusChip({ item }: { item: { status: Status; changed: boolean } }) {
  const { t } = useTranslation('content')
  const isBeing = item.status === 'published' && item.changed
  return <Chip tone={isBeing ? 'info' : tones[item.status]}>{t(isBeing ? 'changed' : `statuses.${item.status}`)}</Chip>
}

export const formatIcons: Record<Format, IconName> = {
  text: 'note',
  file: 'download',
  link: 'link',
  video: 'play',
  form: 'check',
}

/** A text in the reader's language, or in the one it has. */
export const said = (label: { ja: string; en: string }, language: Language): string =>
  label[language] || label.ja || label.en
