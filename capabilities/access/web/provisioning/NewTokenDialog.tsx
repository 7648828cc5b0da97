import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ShownOnce } from '#web/ui/ShownOnce.tsx'
import { mayGive } from '#capabilities/access/core/giving.ts'
import { access } from '../access.ts'

/** Makes a token by which an identity provider brings in people, and shows it, this once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('access')
  const [token, setToken] = useState<string | null>(null)
  return (
    <Dialog opened onClose={onClose} title={t(token ? 'provisioning.madeTitle' : 'provisioning.createTitle')}>
      {token ? (
        <ShownOnce
          label={t('provisioning.token')}
          value={token}
          text={t('provisioning.madeText')}
          copy={t('provisioning.copyToken')}
          done={t('provisioning.done')}
          onClose={onClose}
        />
      ) : (
        <TokenForm onMade={setToken} onCancel={onClose} />
      )}
    </Dialog>
  )
}

function TokenForm({ onMade, onCancel }: { onMade: (token: string) => void; onCancel: () => void }) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const me = useSession()
  const queries = useQueryClient()
  const roles = useQuery(access.roles.list.queryOptions())
  const form = useForm({
    initial: { name: '', joinRole: 'viewer' },
    check: ({ name }) => ({ name: name.trim() === '' ? t('profile.needed') : undefined }),
    send: async (values) => {
      const { token } = await access.provisioning.create.call(values)
      await queries.invalidateQueries({ queryKey: access.provisioning.key() })
      onMade(token)
    },
  })
  const offered = (roles.data?.roles ?? []).filter((role) => mayGive(me, role))
  return (
    <Form form={form} send={t('provisioning.create')} onCancel={onCancel}>
      <TextField
        form={form}
        name="name"
        label={t('provisioning.name')}
        help={t('provisioning.nameHelp')}
        placeholder="Entra ID"
        required
        autoFocus
      />
      <ChoiceField
        form={form}
        name="joinRole"
        label={t('provisioning.joinRole')}
        help={t('provisioning.joinRoleHelp')}
        choices={offered.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) }))}
      />
    </Form>
  )
}
