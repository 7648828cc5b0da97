import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import type { Role } from '../contract.ts'
import { access } from './access.ts'
import { emailText } from './entry/entry.ts'
import type { Link } from './LinkDialog.tsx'

type Invite = { roles: readonly Role[]; onClose: () => void; onLink: (link: Link) => void }

/** Asks whom to invite in which role; hands the link on. */
export function InviteDialog({ opened, ...invite }: Invite & { opened: boolean }) {
  const { t } = useTranslation('access')
  return (
    <Dialog opened={opened} onClose={invite.onClose} title={t('people.inviteTitle')}>
      <InviteForm {...invite} />
    </Dialog>
  )
}

function InviteForm({ roles, onClose, onLink }: Invite) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const queries = useQueryClient()
  const form = useForm({
    initial: { email: '', role: 'csm' },
    check: ({ email }) => ({ email: emailText(email) ? undefined : t('people.email') }),
    send: async ({ email, role }) => {
      const { url, invitation } = await access.invitations.create.call({ email: emailText(email) ?? email, role })
      await queries.invalidateQueries({ queryKey: access.invitations.key() })
      onLink({ url, email: invitation.email, until: invitation.expiresAt, purpose: 'join' })
    },
  })
  return (
    <Form form={form} send={t('people.inviteSend')} onCancel={onClose}>
      <TextField form={form} name="email" type="email" label={t('people.inviteEmail')} required autoFocus />
      <ChoiceField
        form={form}
        name="role"
        label={t('people.inviteRole')}
        choices={roles.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) }))}
      />
    </Form>
  )
}
