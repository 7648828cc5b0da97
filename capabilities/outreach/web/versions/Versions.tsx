import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Sheet } from './changes.ts'
import { VersionDialog } from './VersionDialog.tsx'

/** A version as it was published: who, when, why, and what it says. */
export type Published<Draft> = {
  version: number
  note: string
  publishedAt: string
  publishedBy: string | null
  draft: Draft
}

/** The versions of a template or a sequence, the newest first: each can be looked at, and an older one taken as a draft. */
export function Versions<Draft>({
  query: { data, error, refetch },
  sheetOf,
  onTake,
}: {
  query: { data: readonly Published<Draft>[] | undefined; error: Error | null; refetch: () => unknown }
  /** What a version says, part by part. */
  sheetOf: (draft: Draft) => Sheet
  /** Puts a version in the place of the draft; null: the person may not. */
  onTake: ((draft: Draft) => void) | null
}) {
  const { t } = useTranslation('outreach')
  const format = useFormat()
  const [opened, setOpened] = useState<number | null>(null)
  const versions = data ?? []
  const at = versions.findIndex(({ version }) => version === opened)
  const shown = versions[at]
  const take = (one: Published<Draft>) => {
    setOpened(null)
    onTake?.(one.draft)
    toast(t('versions.taken', { version: one.version }))
  }
  return (
    <Section title={t('versions.title')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[70, 60]} />}
      {versions.map(({ version, note, publishedAt, publishedBy }, index) => (
        <Row
          key={version}
          end={
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('versions.look', { version })}
              onClick={() => setOpened(version)}
            >
              {t('versions.see')}
            </Button>
          }
        >
          <b>{t('version', { version })}</b> {index === 0 ? <Chip tone="brand">{t('versions.now')}</Chip> : null}{' '}
          <span className="quiet small">
            {publishedBy ?? t('versions.readyMade')} ·{' '}
            <time title={format.stamp(publishedAt)}>{format.ago(publishedAt)}</time>
          </span>
          {note ? <div className="soft small">{note}</div> : null}
        </Row>
      ))}
      {shown ? (
        <VersionDialog
          title={t('version', { version: shown.version })}
          about={`${shown.publishedBy ?? t('versions.readyMade')} · ${format.stamp(shown.publishedAt)}`}
          note={shown.note}
          sheet={sheetOf(shown.draft)}
          before={versions[at + 1] ? sheetOf(versions[at + 1]!.draft) : null}
          onTake={onTake && at > 0 ? () => take(shown) : null}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </Section>
  )
}
