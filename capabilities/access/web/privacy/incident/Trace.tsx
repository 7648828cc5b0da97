import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncidentTrace } from '#capabilities/access/contract/incident.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { actionWords } from '#capabilities/access/web/auditWords.ts'
import { privacy } from '../api.ts'
import { askedOf, type Wanted } from './asked.ts'

type Key = { id: string; name: string }

/** Who was where in that time, and what was read and taken out. */
export function Trace({ wanted, onKey }: { wanted: Wanted; onKey: (key: Key) => void }) {
  const { t } = useTranslation('privacy')
  const { t: words } = useTranslation('access')
  const format = useFormat()
  const asked = askedOf(wanted)
  const { data, error, refetch } = useQuery({
    ...privacy.incident.trace.queryOptions({ input: asked }),
    enabled: asked.from !== '' && asked.to !== '',
  })
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  const device = ({ browser, system }: IncidentTrace['sessions'][number]['device']) =>
    [browser, system].filter(Boolean).join(' · ') || t('incident.unknown')
  return (
    <>
      {data.more ? <p className="quiet small">{t('incident.more')}</p> : null}
      <Reads rows={data.reads} onKey={onKey} />
      <Lines title={t('incident.exports')}>
        {data.exports.map((one) => (
          <Row key={`${one.at} ${one.subjectId} ${one.action}`} end={format.stamp(one.at)}>
            {actionWords(words, one.action)} <Who {...one} />
          </Row>
        ))}
      </Lines>
      <Lines title={t('incident.signIns')}>
        {data.signIns.map((one) => (
          <Row key={`${one.at} ${one.person?.id}`} end={format.stamp(one.at)}>
            {one.person?.name ?? t('incident.unknown')}{' '}
            <span className="quiet small">{[one.address, one.proof].filter(Boolean).join(' · ')}</span>{' '}
            {one.isDenied ? <Chip tone="watch">{t('incident.denied')}</Chip> : null}
          </Row>
        ))}
      </Lines>
      <Lines title={t('incident.open')}>
        {data.sessions.map((one) => (
          <Row key={`${one.at} ${one.person?.id}`} end={t('incident.lastUsed', { when: format.stamp(one.lastUsedAt) })}>
            {one.person?.name}{' '}
            <span className="quiet small">{[device(one.device), one.address].filter(Boolean).join(' · ')}</span>
          </Row>
        ))}
      </Lines>
    </>
  )
}

function Reads({ rows, onKey }: { rows: IncidentTrace['reads']; onKey: (key: Key) => void }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  return (
    <Lines title={t('incident.reads')}>
      {rows.map(({ at, kind, keyId, keyName, across, accounts, shown, reads, addresses, person }) => (
        <Row key={`${at} ${kind} ${keyId} ${person?.id}`} end={format.stamp(at)}>
          <strong>{t(`incident.kinds.${kind}`)}</strong>{' '}
          {t('incident.read', { shown: format.number(shown), reads: format.number(reads) })}{' '}
          <Who
            person={person}
            keyName={keyName}
            more={[across ? t('incident.across') : t('incident.accounts', { count: accounts }), ...addresses]}
          />{' '}
          {keyId && keyName ? (
            <Button size="compact-xs" variant="subtle" onClick={() => onKey({ id: keyId, name: keyName })}>
              {t('incident.onlyKey')}
            </Button>
          ) : null}
        </Row>
      ))}
    </Lines>
  )
}

function Who({
  person,
  keyName,
  more = [],
}: {
  person: { name: string } | null
  keyName: string | null
  more?: readonly string[]
}) {
  const { t } = useTranslation('privacy')
  return (
    <span className="quiet small">
      {[person?.name ?? t('incident.unknown'), keyName ? `API: ${keyName}` : null, ...more].filter(Boolean).join(' · ')}
    </span>
  )
}

function Lines({ title, children }: { title: string; children: ReactNode[] }) {
  const { t } = useTranslation('privacy')
  return (
    <Section title={title}>
      {children.length === 0 ? <p className="quiet small">{t('incident.readsNone')}</p> : children}
    </Section>
  )
}
