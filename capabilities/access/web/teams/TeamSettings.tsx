import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Team } from '#capabilities/access/contract.ts'
import { access } from '#capabilities/access/web/access.ts'
import { TeamDialog } from './TeamDialog.tsx'

/** The teams, ours and those of partner companies: who is in them and who leads them. */
export function TeamSettings() {
  const { t } = useTranslation('access')
  const { data, error, refetch } = useQuery(access.teams.list.queryOptions())
  const [editing, setEditing] = useState<Team | 'new' | null>(null)
  const make = (
    <Button size="xs" onClick={() => setEditing('new')}>
      {t('teams.make')}
    </Button>
  )
  return (
    <Section
      title={t('teams.title')}
      note={data?.teams.length ? t('teams.count', { count: data.teams.length }) : null}
      actions={data?.teams.length ? make : null}
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[80, 70]} height={44} />}
      {data?.teams.length === 0 ? (
        <EmptyState compact icon="customers" action={make}>
          {t('teams.none')}
        </EmptyState>
      ) : null}
      {data?.teams.map((team) => (
        <TeamLine key={team.id} team={team} onEdit={() => setEditing(team)} />
      ))}
      {editing ? <TeamDialog team={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Section>
  )
}

function TeamLine({ team, onEdit }: { team: Team; onEdit: () => void }) {
  const { t } = useTranslation('access')
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: access.teams.key() })
  const remove = useMutation(
    access.teams.remove.mutationOptions({
      onSuccess: () => {
        const { name, kind, members } = team
        toast(t('teams.removed', { name }), {
          undo: () => access.teams.create.call({ name, kind, members: [...members] }).then(again),
        })
      },
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: again,
    }),
  )
  const named = (leads: boolean) => team.members.filter((one) => one.leads === leads).map(({ name }) => name)
  const [leads, others] = [named(true), named(false)]
  return (
    <Row
      wraps
      end={
        <>
          {team.kind === 'partner' ? <Chip tone="info">{t('teams.kinds.partner')}</Chip> : null}
          <span>{t('people.count', { count: team.members.length })}</span>
          <MoreMenu
            label={t('teams.menu', { name: team.name })}
            choices={[
              { label: t('teams.edit'), onChoose: onEdit },
              { label: t('teams.remove'), onChoose: () => remove.mutate({ id: team.id }), danger: true },
            ]}
          />
        </>
      }
    >
      <strong>{team.name}</strong>
      {leads.length > 0 ? <div className="small">{t('teams.leads', { names: leads.join(t('teams.and')) })}</div> : null}
      {others.length > 0 ? <div className="quiet small">{others.join(t('teams.and'))}</div> : null}
    </Row>
  )
}
