import { ActionIcon, MultiSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import type { Chain } from './apis.ts'
import styles from './coverage.module.css'

export type Link = Chain['links'][number]

/** One link of the chain: its name, the events that show it, and its place. */
export function ChainRow({
  link,
  at,
  last,
  names,
  may,
  strict,
  onChange,
  onMove,
  onRemove,
}: {
  link: Link
  at: number
  last: boolean
  /** Events that arrived, to choose of. */
  names: readonly string[]
  may: boolean
  /** A missing name is shown as wrong. */
  strict: boolean
  onChange: (link: Link) => void
  onMove: (by: 1 | -1) => void
  onRemove: () => void
}) {
  const { t } = useTranslation('coverage')
  const { language } = useFormat()
  const name = inLanguage(link.label, language)
  const named = { name: name || t('settings.unnamed') }
  return (
    <div className={styles.row}>
      <span className={styles.place}>{at + 1}</span>
      <TextInput
        size="xs"
        aria-label={t('settings.name', { n: at + 1 })}
        placeholder={t('settings.namePlaceholder')}
        maxLength={80}
        readOnly={!may}
        value={name}
        error={strict && name.trim() === '' ? t('settings.nameNeeded') : null}
        onChange={(event) => onChange({ ...link, label: renamed(link.label, language, event.currentTarget.value) })}
      />
      <MultiSelect
        size="xs"
        searchable
        clearable
        disabled={!may}
        aria-label={t('settings.events', { n: at + 1 })}
        placeholder={link.events.length === 0 ? t('settings.eventsPlaceholder') : ''}
        value={[...link.events]}
        limit={60}
        data={[...new Set([...link.events, ...names])]}
        onChange={(events) => onChange({ ...link, events })}
      />
      {may ? (
        <span className={styles.moves}>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={at === 0}
            aria-label={t('settings.up', named)}
            onClick={() => onMove(-1)}
          >
            <Icon name="sortUp" />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={last}
            aria-label={t('settings.down', named)}
            onClick={() => onMove(1)}
          >
            <Icon name="sortDown" />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('settings.remove', named)} onClick={onRemove}>
            <Icon name="close" />
          </ActionIcon>
        </span>
      ) : null}
    </div>
  )
}

/** A name in the reader's language; the other one follows where it was the same or is missing. */
function renamed(label: Link['label'], language: 'ja' | 'en', name: string): Link['label'] {
  const same = label.ja === label.en || label.en === '' || label.ja === ''
  return same ? { ja: name, en: name } : { ...label, [language]: name }
}
