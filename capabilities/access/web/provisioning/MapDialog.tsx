import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ChoiceField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import type { ProvisionedGroup } from '#capabilities/access/contract.ts'
import { mayGive } from '#capabilities/access/core/giving.ts'
import { access } from '../access.ts'

type Wanted = { group: ProvisionedGroup; onClose: () => void }

/** Asks which role and team a group of the company stands for. */
export function MapDialog({ group, onClose }: Wanted) {
  const { t } = useTranslation('access')
  return (
    <Dialog opened onClose={onClose} title={t('provisioning.mapName', { name: group.name })}>
      <MapForm group={group} onClose={onClose} />
    </Dialog>
  )
}

function MapForm({ group: { id, name, people, role, teamId }, onClose }: Wanted) {
  const { t } = useTranslation('access')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const me = useSession()
  const queries = useQueryClient()
  const roles = useQuery(access.roles.list.queryOptions())
  const teams = useQuery(access.teams.list.queryOptions())
  const form = useForm({
    initial: { role: role ?? '', teamId: teamId ?? '' },
    send: async (values) => {
      await access.provisioning.mapGroup.call({ id, role: values.role || null, teamId: values.teamId || null })
      await Promise.all(
        [access.provisioning, access.people, access.teams].map((part) =>
          queries.invalidateQueries({ queryKey: part.key() }),
        ),
      )
      toast(t('provisioning.mapped', { name }))
      onClose()
    },
  })
  const offered = (roles.data?.roles ?? []).filter((one) => mayGive(me, one) || one.key === role)
  return (
    <Form form={form} send={frame('save')} onCancel={onClose}>
      <p>{t('provisioning.mapText', { count: people })}</p>
      <ChoiceField
        form={form}
        name="role"
        label={t('provisioning.mapRole')}
        help={t('provisioning.mapRoleHelp')}
        empty={t('provisioning.mapNoRole')}
        choices={offered.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) }))}
      />
      <ChoiceField
        form={form}
        name="teamId"
        label={t('provisioning.mapTeam')}
        empty={t('provisioning.mapNoTeam')}
        choices={(teams.data?.teams ?? []).map((team) => ({ value: team.id, label: team.name }))}
      />
    </Form>
  )
}
