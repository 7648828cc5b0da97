import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { accessContract } from '#capabilities/access/contract.ts'
import type { AwaitedProof } from '#kernel/exchange.ts'
import { api, problemOf } from '#web/client.ts'
import { Form } from '#web/form/Form.tsx'
import { PasswordField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { currentLanguage, inLanguage } from '#web/i18n/i18n.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import type { Me } from '#capabilities/access/contract.ts'
import { EntryFrame } from './EntryFrame.tsx'
import { tokenFrom } from './entry.ts'
import { awaitedBy, SecondStep } from './SecondStep.tsx'

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
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [awaited, setAwaited] = useState<AwaitedProof | null>(null)
  const goIn = async (me: Me) => {
    queries.clear()
    queries.setQueryData(access.me.read.queryKey(), me)
    await navigate({ to: '/' })
  }
  if (awaited) return <SecondStep awaited={awaited} onIn={goIn} />
  if (error && problemOf(error).code !== 'OFFLINE')
    return (
      <EntryFrame title={t('invite.broken')}>
        <p>{t('invite.brokenText')}</p>
      </EntryFrame>
    )
  const again = data?.purpose === 'password'
  const lead = again
    ? t('invite.againLead', { name: data.name, email: data.email })
    : data
      ? t('invite.lead', { email: data.email, role: inLanguage(data.roleLabel, currentLanguage()) })
      : undefined
  const title = again
    ? t('invite.againTitle')
    : data
      ? t('invite.title', { workspace: data.workspaceName })
      : t('invite.send')
  return (
    <EntryFrame title={title} lead={lead}>
      {error ? <ErrorState error={error} /> : null}
      {data ? (
        <InviteForm token={token} known={data.known} again={again} onIn={goIn} onAwaited={setAwaited} />
      ) : error ? null : (
        <BoneLines widths={[60, 100, 100]} height={48} />
      )}
    </EntryFrame>
  )
}

/** `known`: the invited have a password here already; `again`: they are here already and choose a new one. */
function InviteForm({
  token,
  known,
  again,
  onIn,
  onAwaited,
}: {
  token: string
  known: boolean
  again: boolean
  onIn: (me: Me) => Promise<void>
  onAwaited: (awaited: AwaitedProof) => void
}) {
  const { t } = useTranslation('entry')
  const form = useForm({
    initial: { name: '', password: '' },
    check: ({ name, password }) => ({
      name: !again && name.trim() === '' ? t('needed') : undefined,
      password: password === '' ? t('needed') : undefined,
    }),
    send: async ({ name, password }) => {
      await access.invitations.accept
        .call({ token, password, ...(again ? {} : { name, locale: currentLanguage() }) })
        .then(onIn, (error: unknown) => {
          const needed = awaitedBy(error)
          if (!needed) throw error
          onAwaited(needed)
        })
    },
  })
  return (
    <Form form={form} send={again ? t('invite.againSend') : t('invite.send')} wide>
      {again ? null : (
        <TextField form={form} name="name" label={t('invite.name')} autoComplete="name" autoFocus required />
      )}
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
