import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { health } from '../apis.ts'
import styles from './editor.module.css'

/** The versions of a card: what was changed, by whom and when; an older one comes back with a click. */
export function Versions({
  cardKey,
  current,
  onLoad,
  onRestore,
}: {
  cardKey: string
  current: number
  onLoad: (version: number) => void
  onRestore: (version: number) => void
}) {
  const { t } = useTranslation('scorecards')
  const format = useFormat()
  const versions = useQuery(health.cards.versions.queryOptions({ input: { key: cardKey } }))
  return (
    <Section title={t('versions.title')}>
      {versions.error ? <ErrorState error={versions.error} onRetry={() => void versions.refetch()} /> : null}
      {versions.isPending ? <BoneLines widths={[80, 60]} height={28} /> : null}
      {versions.data?.versions.map(({ version, note, publishedAt, publishedBy }) => (
        <Row
          key={version}
          lead={<b className={styles.versionName}>{t('version', { version })}</b>}
          end={
            <span className={styles.versionEnd}>
              <time title={format.stamp(publishedAt)}>{format.ago(publishedAt)}</time>
              {version === current ? (
                <Chip tone="brand">{t('versions.current')}</Chip>
              ) : (
                <MoreMenu
                  label={t('versions.menu', { version })}
                  choices={[
                    { label: t('versions.load'), onChoose: () => onLoad(version) },
                    { label: t('versions.restore'), onChoose: () => onRestore(version) },
                  ]}
                />
              )}
            </span>
          }
        >
          {note ?? <span className="quiet">{t('versions.ready')}</span>}
          {publishedBy ? <div className="quiet small">{t('versions.by', { name: publishedBy.name })}</div> : null}
        </Row>
      ))}
    </Section>
  )
}
