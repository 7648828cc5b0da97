import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'
import { Form } from '#web/form/Form.tsx'
import { TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { access } from '../access.ts'
import styles from './factors.module.css'

type Added = (name: string, recoveryCodes: readonly string[] | null) => Promise<void>

/** Sets an authenticator app up: its QR code, drawn here, and the first code it shows. */
export function TotpDialog({ onClose, onAdded }: { onClose: () => void; onAdded: Added }) {
  const { t } = useTranslation('access')
  const { data, error } = useQuery({
    queryKey: ['totp'],
    queryFn: () => access.factors.beginTotp.call(),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
  })
  return (
    <Dialog opened onClose={onClose} title={t('factors.totpTitle')}>
      {error ? <ErrorState error={error} /> : null}
      {data ? <TotpForm begun={data} onClose={onClose} onAdded={onAdded} /> : error ? null : <BoneLines height={40} />}
    </Dialog>
  )
}

function TotpForm({
  begun: { ticket, address },
  onClose,
  onAdded,
}: {
  begun: { ticket: string; address: string }
  onClose: () => void
  onAdded: Added
}) {
  const { t } = useTranslation('access')
  const needed = (text: string) => (text.trim() === '' ? t('factors.needed') : undefined)
  const form = useForm({
    initial: { code: '', name: t('factors.totpName') },
    check: ({ code, name }) => ({ code: needed(code), name: needed(name) }),
    send: async ({ code, name }) => {
      const plain = code.normalize('NFKC').replace(/\s/g, '')
      const { recoveryCodes } = await access.factors.endTotp.call({ ticket, code: plain, name })
      await onAdded(name, recoveryCodes)
    },
  })
  const key = (new URL(address).searchParams.get('secret') ?? '').replace(/.{4}(?=.)/g, '$& ')
  return (
    <Form form={form} send={t('factors.send')} onCancel={onClose}>
      <div className={styles.scan}>
        <p>{t('factors.totpScan')}</p>
        <QrCode text={address} label={t('factors.qr')} />
        <p className="quiet small">
          {t('factors.totpKey')} <code className={styles.key}>{key}</code>
        </p>
      </div>
      <TextField form={form} name="code" label={t('factors.totpCode')} autoComplete="one-time-code" autoFocus />
      <TextField form={form} name="name" label={t('factors.name')} help={t('factors.nameHelp')} />
    </Form>
  )
}

/** Always dark on light, with its quiet zone: cameras read nothing else. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 3 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  )
}
