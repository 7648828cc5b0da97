import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { PasswordField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { access } from '../access.ts'
import { hasPasskeys, signWithPasskey } from './passkey.ts'
import styles from './proof.module.css'
import { ProviderProof } from './ProviderProof.tsx'
import { PasskeyButton } from './SecondProof.tsx'

/** Asks for the password or a passkey once more; `onEnd` is told whether it was given. */
export function ProofDialog({ onEnd }: { onEnd: (given: boolean) => void }) {
  const { t } = useTranslation('access')
  const { data } = useQuery(
    access.proof.ask.queryOptions({ gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false }),
  )
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => ({ password: password === '' ? t('proof.needed') : undefined }),
    send: async ({ password }) => {
      await access.proof.give.call({ password })
      onEnd(true)
    },
  })
  const { data: me } = useQuery(access.me.read.queryOptions())
  const given = useCallback(() => onEnd(true), [onEnd])
  if (me?.vouched)
    return (
      <Dialog opened onClose={() => onEnd(false)} title={t('proof.again')} size={420}>
        <ProviderProof onGiven={given} />
      </Dialog>
    )
  const { ticket, passkey } = data?.second ?? { ticket: '', passkey: null }
  return (
    <Dialog opened onClose={() => onEnd(false)} title={t('proof.again')} size={420}>
      <div className={styles.ways}>
        <p>{t('proof.againLead')}</p>
        <Form form={form} send={t('proof.send')} onCancel={() => onEnd(false)}>
          <PasswordField form={form} name="password" label={t('proof.password')} autoFocus />
        </Form>
        {passkey && hasPasskeys() ? (
          <PasskeyButton
            label={t('proof.passkey')}
            declined={t('proof.declined')}
            use={async () => {
              await access.proof.give.call({ ticket, passkey: await signWithPasskey(passkey) })
              onEnd(true)
            }}
          />
        ) : null}
      </div>
    </Dialog>
  )
}
