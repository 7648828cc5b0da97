import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AwaitedProof } from '#kernel/exchange.ts'
import { Form } from '#web/form/Form.tsx'
import { TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { hasPasskeys, isDeclined, signWithPasskey } from './passkey.ts'
import styles from './proof.module.css'

/** What a second proof is given with. */
export type GivenProof = { ticket: string; code?: string; passkey?: Record<string, unknown> }

/** Asks for a passkey or for a code; `words` are the texts of whoever shows it, before the sign-in or behind it. */
export function SecondProof({
  awaited,
  words,
  onGiven,
}: {
  awaited: AwaitedProof
  words: 'entry' | 'access'
  onGiven: (proof: GivenProof) => Promise<unknown>
}) {
  const { t } = useTranslation(words)
  const { ticket, totp, passkey } = awaited
  const [recovering, setRecovering] = useState(false)
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => ({ code: code.trim() === '' ? t('proof.needed') : undefined }),
    send: ({ code }) => onGiven({ ticket, code }),
  })
  const asksCode = totp || recovering
  return (
    <div className={styles.ways}>
      {passkey && hasPasskeys() ? (
        <PasskeyButton
          label={t('proof.passkey')}
          declined={t('proof.declined')}
          use={async () => onGiven({ ticket, passkey: await signWithPasskey(passkey) })}
        />
      ) : null}
      {asksCode ? (
        <Form form={form} send={t('proof.send')} wide>
          <TextField
            form={form}
            name="code"
            label={totp ? t('proof.code') : t('proof.recovery')}
            help={totp ? t('proof.codeHelp') : t('proof.recoveryHelp')}
            autoComplete="one-time-code"
            autoFocus
          />
        </Form>
      ) : (
        <Button variant="subtle" size="xs" onClick={() => setRecovering(true)}>
          {t('proof.useRecovery')}
        </Button>
      )}
    </div>
  )
}

/** A button that asks the browser for a passkey, and says where nothing came of it. */
export function PasskeyButton({
  label,
  declined,
  use,
}: {
  label: string
  declined: string
  use: () => Promise<unknown>
}) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const run = async () => {
    setBusy(true)
    setFailure(null)
    await use().catch(setFailure)
    setBusy(false)
  }
  return (
    <>
      {isDeclined(failure) ? <p role="alert">{declined}</p> : failure ? <ErrorState error={failure} /> : null}
      <Button variant="default" fullWidth loading={busy} onClick={() => void run()}>
        {label}
      </Button>
    </>
  )
}
