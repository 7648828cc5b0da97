import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import type { ProvisionedGroup } from '#capabilities/access/contract.ts'
import { access } from '../access.ts'
import { MapDialog } from './MapDialog.tsx'

/** The groups of the company that its provider told of, and the role and team each stands for; nothing while there are none. */
export function Groups() {
  const { t } = useTranslation('access')
  const { data, error, refetch } = useQuery(access.provisioning.groups.queryOptions())
  const [mapping, setMapping] = useState<ProvisionedGroup | null>(null)
  if (!error && !data?.groups.length) return null
  return (
    <Section title={t('provisioning.groups')} note={t('provisioning.groupsLead')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data?.groups.map((group) => (
        <GroupLine key={group.id} group={group} onMap={() => setMapping(group)} />
      ))}
      {mapping ? <MapDialog group={mapping} onClose={() => setMapping(null)} /> : null}
    </Section>
  )
}

function GroupLine({ group: { name, people, role, teamId }, onMap }: { group: ProvisionedGroup; onMap: () => void }) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const mayMap = useMay('people.manage')
  const roles = useQuery(access.roles.list.queryOptions())
  const teams = useQuery(access.teams.list.queryOptions())
  const label = roles.data?.roles.find(({ key }) => key === role)?.label
  const team = teams.data?.teams.find(({ id }) => id === teamId)?.name
  const stands = [
    label ? t('provisioning.groupRole', { role: inLanguage(label, language) }) : null,
    team ? t('provisioning.groupTeam', { team }) : null,
  ].filter((part) => part !== null)
  return (
    <Row
      wraps
      end={
        <>
          {role === null && teamId === null ? <Chip tone="unknown">{t('provisioning.unmapped')}</Chip> : null}
          {mayMap ? (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t('provisioning.mapAction', { name })}
              onClick={onMap}
            >
              {t('provisioning.map')}
            </Button>
          ) : null}
        </>
      }
    >
      <strong>{name}</strong>
      <div className="quiet small">{[t('provisioning.groupPeople', { count: people }), ...stands].join(' · ')}</div>
    </Row>
  )
}
