import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { accessContract } from '#capabilities/access/contract.ts'
import { api } from '#web/client.ts'
import { Form } from '#web/form/Form.tsx'
import { PasswordField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import styles from './EntryFrame.module.css'
import { EntryFrame } from './EntryFrame.tsx'
import { emailText, within } from './entry.ts'

const access = api<typeof accessContract>('access')

/** Sign in with a password, and go on where one wanted to go. */
export function SignIn() {
  const { t } = useTranslation('entry')
  const { next } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm({
    initial: { email: '', password: '' },
    check: ({ email, password }) => ({
      email: email.trim() === '' ? t('needed') : emailText(email) ? undefined : t('notEmail'),
      password: password === '' ? t('needed') : undefined,
    }),
    send: async ({ email, password }) => {
      const me = await access.session.signIn.call({ email: emailText(email) ?? email, password })
      queries.clear()
      queries.setQueryData(access.me.read.queryKey(), me)
      await navigate({ href: within(next) })
    },
  })
  return (
    <EntryFrame title={t('signIn.title')} lead={next ? t('signIn.ended') : undefined}>
      <Form form={form} send={t('signIn.send')} wide>
        <TextField form={form} name="email" type="email" label={t('signIn.email')} autoComplete="username" autoFocus />
        <PasswordField form={form} name="password" label={t('signIn.password')} />
      </Form>
      <p className={styles.note}>{t('signIn.forgot')}</p>
    </EntryFrame>
  )
}
