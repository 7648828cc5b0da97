import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { accessContract } from '#capabilities/access/contract.ts'
import type { AwaitedProof } from '#kernel/exchange.ts'
import { api } from '#web/client.ts'
import { Form } from '#web/form/Form.tsx'
import { PasswordField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import type { Me } from '#capabilities/access/contract.ts'
import { hasPasskeys, signWithPasskey } from '../proof/passkey.ts'
import { PasskeyButton } from '../proof/SecondProof.tsx'
import styles from './EntryFrame.module.css'
import { EntryFrame } from './EntryFrame.tsx'
import { emailText, within } from './entry.ts'
import { awaitedBy, SecondStep } from './SecondStep.tsx'
import { Ways } from './Ways.tsx'
import type { ja } from './copy.ja.ts'

const access = api<typeof accessContract>('access')

type Refusal = keyof typeof ja.signIn.refused
const refusals = [
  'expired',
  'provider',
  'unverified',
  'domain',
  'unknown',
  'suspended',
  'other',
  'unasked',
] as const satisfies Refusal[]
const isKnown = (text: string): text is Refusal => refusals.some((refusal) => refusal === text)

/** Sign in with a password (and a second factor, where one has one) or with a passkey, and go on where one wanted to go. */
export function SignIn() {
  const { t } = useTranslation('entry')
  const { next, refused } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [awaited, setAwaited] = useState<AwaitedProof | null>(null)
  const goIn = async (me: Me) => {
    queries.clear()
    queries.setQueryData(access.me.read.queryKey(), me)
    await navigate({ href: within(next) })
  }
  const byPasskey = async () => {
    const begun = await access.secondStep.askPasskey.call()
    if (!begun) return
    await goIn(
      await access.secondStep.passkey.call({ ticket: begun.ticket, passkey: await signWithPasskey(begun.asked) }),
    )
  }
  const form = useForm({
    initial: { email: '', password: '' },
    check: ({ email, password }) => ({
      email: email.trim() === '' ? t('needed') : emailText(email) ? undefined : t('notEmail'),
      password: password === '' ? t('needed') : undefined,
    }),
    send: async ({ email, password }) => {
      await access.session.signIn.call({ email: emailText(email) ?? email, password }).then(goIn, (error: unknown) => {
        const needed = awaitedBy(error)
        if (!needed) throw error
        setAwaited(needed)
      })
    },
  })
  if (awaited) return <SecondStep awaited={awaited} onIn={goIn} />
  return (
    <EntryFrame title={t('signIn.title')} lead={next ? t('signIn.ended') : undefined}>
      {refused && isKnown(refused) ? <p role="alert">{t(`signIn.refused.${refused}`)}</p> : null}
      <Form form={form} send={t('signIn.send')} wide>
        <TextField form={form} name="email" type="email" label={t('signIn.email')} autoComplete="username" autoFocus />
        <PasswordField form={form} name="password" label={t('signIn.password')} />
      </Form>
      <Ways typed={form.values.email} next={next} />
      {hasPasskeys() ? (
        <div className={styles.other}>
          <PasskeyButton label={t('signIn.passkey')} declined={t('proof.declined')} use={byPasskey} />
        </div>
      ) : null}
      <p className={styles.note}>{t('signIn.forgot')}</p>
    </EntryFrame>
  )
}
