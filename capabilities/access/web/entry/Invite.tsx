import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { accessContract } from '#capabilities/access/contract.ts'
import { api, problemOf } from '#web/client.ts'
import { Form } from '#web/form/Form.tsx'
import { PasswordField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { currentLanguage, inLanguage } from '#web/i18n/i18n.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { tokenFrom } from './entry.ts'

const access = api<typeof accessContract>('access')

/** Joins a workspace by an invitation link. */
export function Invite() {
  const { t } = useTranslation('entry')
  const [token] = useState(() => tokenFrom(location) ?? '')
  const { data, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => access.invitations.read.call({ token }),
    retry: false,
  })
  if (error && problemOf(error).code !== 'OFFLINE')
    return (
      <EntryFrame title={t('invite.broken')}>
        <p>{t('invite.brokenText')}</p>
      </EntryFrame>
    )
  const lead = data
    ? t('invite.lead', { email: data.email, role: inLanguage(data.roleLabel, currentLanguage()) })
    : undefined
  return (
    <EntryFrame title={data ? t('invite.title', { workspace: data.workspaceName }) : t('invite.send')} lead={lead}>
      {error ? <ErrorState error={error} /> : null}
      {data ? (
        <InviteForm token={token} known={data.known} />
      ) : error ? null : (
        <BoneLines widths={[60, 100, 100]} height={48} />
      )}
    </EntryFrame>
  )
}

function InviteForm({ token, known }: { token: string; known: boolean }) {
  const { t } = useTranslation('entry')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm({
    initial: { name: '', password: '' },
    check: ({ name, password }) => ({
      name: name.trim() === '' ? t('needed') : undefined,
      password: password === '' ? t('needed') : undefined,
    }),
    send: async ({ name, password }) => {
      const me = await access.invitations.accept.call({ token, name, password, locale: currentLanguage() })
      queries.clear()
      queries.setQueryData(access.me.read.queryKey(), me)
      await navigate({ to: '/' })
    },
  })
  return (
    <Form form={form} send={t('invite.send')} wide>
      <TextField form={form} name="name" label={t('invite.name')} autoComplete="name" autoFocus required />
      <PasswordField
        form={form}
        name="password"
        label={t('invite.password')}
        help={known ? t('invite.known') : t('invite.passwordHelp')}
        fresh={!known}
        required
      />
    </Form>
  )
}
