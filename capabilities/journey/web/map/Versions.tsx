import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MapChange, mapChanges } from '#capabilities/journey/core/mapDiff.ts'
import type { MapDraft } from '#capabilities/journey/core/mapDraft.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { maps } from './apis.ts'
import { useEditing } from './editing.ts'
import styles from './map.module.css'

/** What the draft changes, the versions that were published, and what is different between two of them. */
export function Versions({
  mapKey,
  current,
  base,
  onLoad,
}: {
  mapKey: string
  current: number | null
  base: MapDraft | null
  onLoad: (version: number) => void
}) {
  const { draft, readOnly } = useEditing()
  const changes = useMemo(() => (base ? mapChanges(base, draft) : []), [base, draft])
  const { t } = useTranslation('maps')
  return (
    <>
      {changes.length > 0 ? (
        <Section title={t('versions.draftChanges')} note={changes.length}>
          <Changes changes={changes} />
        </Section>
      ) : null}
      {current === null ? null : <Published mapKey={mapKey} current={current} onLoad={readOnly ? null : onLoad} />}
    </>
  )
}

function Published({
  mapKey,
  current,
  onLoad,
}: {
  mapKey: string
  current: number
  onLoad: ((version: number) => void) | null
}) {
  const { t } = useTranslation('maps')
  const format = useFormat()
  const [compared, setCompared] = useState<{ from: number; to: number } | null>(null)
  const versions = useQuery(maps.versions.queryOptions({ input: { key: mapKey } }))
  return (
    <>
      <Section title={t('versions.title')}>
        {versions.error ? <ErrorState error={versions.error} onRetry={() => void versions.refetch()} /> : null}
        {versions.isPending ? <BoneLines widths={[80, 60]} height={28} /> : null}
        {versions.data?.versions.map(({ version, note, publishedAt, publishedBy, followers }) => {
          const choices = [
            ...(version > 1
              ? [{ label: t('versions.compare'), onChoose: () => setCompared({ from: version - 1, to: version }) }]
              : []),
            ...(version < current
              ? [{ label: t('versions.compareNow'), onChoose: () => setCompared({ from: version, to: current }) }]
              : []),
            ...(onLoad && version < current ? [{ label: t('versions.load'), onChoose: () => onLoad(version) }] : []),
          ]
          return (
            <Row
              key={version}
              lead={<b className={styles.versionName}>{t('version', { version })}</b>}
              end={
                <span className={styles.versionEnd}>
                  <span className="num">{t('versions.followers', { n: format.number(followers) })}</span>
                  <time title={format.stamp(publishedAt)}>{format.ago(publishedAt)}</time>
                  {version === current ? <Chip tone="brand">{t('versions.current')}</Chip> : null}
                  {choices.length > 0 ? <MoreMenu label={t('versions.menu', { version })} choices={choices} /> : null}
                </span>
              }
            >
              {note ?? <span className="quiet">{t('versions.ready')}</span>}
              {publishedBy ? <div className="quiet small">{t('versions.by', { name: publishedBy.name })}</div> : null}
            </Row>
          )
        })}
      </Section>
      {compared ? <Compared mapKey={mapKey} {...compared} /> : null}
    </>
  )
}

function Compared({ mapKey, from, to }: { mapKey: string; from: number; to: number }) {
  const { t } = useTranslation('maps')
  const { data } = useQuery(maps.compare.queryOptions({ input: { key: mapKey, from, to } }))
  return (
    <Section title={t('versions.changes', { from, to })}>
      {data ? <Changes changes={data.changes} /> : <BoneLines widths={[60, 80]} height={24} />}
    </Section>
  )
}

const marks = { added: '+', removed: '−', moved: '→', changed: '≠' } as const

function Changes({ changes }: { changes: readonly MapChange[] }) {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  if (changes.length === 0) return <p className="quiet">{t('versions.same')}</p>
  return (
    <ul className={styles.changes}>
      {changes.map(({ part, what, label, phase, from, fields }, at) => (
        <li key={at} data-what={what}>
          <span className={styles.changeWhat}>
            <span aria-hidden="true">{marks[what]}</span> {t(`change.${what}`)}
          </span>
          <span>
            <span className="quiet">{t(`change.parts.${part}`)}</span> {inLanguage(label, language)}{' '}
            <span className="quiet small">
              {phase ? t('change.in', { phase: inLanguage(phase, language) }) : null}{' '}
              {from ? t('change.from', { from: inLanguage(from, language) }) : null}{' '}
              {fields.map((field) => t(`change.fields.${field as 'label'}`)).join('・')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
