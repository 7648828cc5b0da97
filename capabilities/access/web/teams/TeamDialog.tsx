import { MultiSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Team } from '#capabilities/access/contract.ts'
import { access } from '#capabilities/access/web/access.ts'

/** Asks what a team is called, whose people it has, who is in it and who leads it. */
export function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const { t } = useTranslation('access')
  return (
    <Dialog opened onClose={onClose} title={t(team ? 'teams.editTitle' : 'teams.makeTitle')}>
      <TeamForm team={team} onClose={onClose} />
    </Dialog>
  )
}

function TeamForm({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const { t } = useTranslation('access')
  const queries = useQueryClient()
  const people = useQuery(access.people.list.queryOptions())
  const form = useForm<Values>({
    initial: {
      name: team?.name ?? '',
      kind: team?.kind ?? 'own',
      members: team?.members.map(({ personId }) => personId) ?? [],
      leads: team?.members.filter((one) => one.leads).map(({ personId }) => personId) ?? [],
    },
    check: ({ name }) => ({ name: name.trim() ? undefined : t('profile.needed') }),
    send: async (values) => {
      const again = () => queries.invalidateQueries({ queryKey: access.teams.key() })
      const made = team
        ? await access.teams.update.call({ id: team.id, ...told(values) })
        : await access.teams.create.call(told(values))
      await again()
      toast(t(team ? 'teams.changed' : 'teams.made', { name: made.name }), {
        undo: () =>
          (team
            ? access.teams.update.call({ id: team.id, name: team.name, kind: team.kind, members: [...team.members] })
            : access.teams.remove.call({ id: made.id })
          ).then(again),
      })
      onClose()
    },
  })
  const inTeam = new Set(form.values.members)
  const choices = (people.data?.people ?? [])
    .filter(({ id, state }) => state === 'active' || inTeam.has(id))
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Form form={form} send={t(team ? 'teams.save' : 'teams.makeSend')} onCancel={onClose}>
      <TextField form={form} name="name" label={t('teams.name')} required autoFocus />
      <ChoiceField
        form={form}
        name="kind"
        label={t('teams.kind')}
        help={t('teams.kindHelp')}
        choices={[
          { value: 'own', label: t('teams.kinds.own') },
          { value: 'partner', label: t('teams.kinds.partner') },
        ]}
      />
      <MultiSelect
        label={t('teams.members')}
        data={choices}
        value={form.values.members}
        error={form.errors.members}
        searchable
        onChange={(members) => {
          form.set('members', members)
          const stays = new Set(members)
          const leads = form.values.leads.filter((id) => stays.has(id))
          form.set('leads', leads)
        }}
      />
      <MultiSelect
        label={t('teams.leadsLabel')}
        data={choices.filter(({ value }) => inTeam.has(value))}
        value={form.values.leads}
        searchable
        onChange={(leads) => form.set('leads', leads)}
      />
    </Form>
  )
}

type Values = { name: string; kind: string; members: string[]; leads: string[] }

function told({ name, kind, members, leads }: Values) {
  return {
    name,
    kind: kind === 'partner' ? ('partner' as const) : ('own' as const),
    members: members.map((personId) => ({ personId, leads: leads.includes(personId) })),
  }
}
