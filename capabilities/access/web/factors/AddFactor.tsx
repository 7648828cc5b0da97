import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from '#web/ui/toast.ts'
import type { Factor } from '#capabilities/access/contract.ts'
import { PasskeyDialog } from './PasskeyDialog.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { TotpDialog } from './TotpDialog.tsx'

/** Adds a second factor; with the first come codes for an emergency. `onAdded` is told once those were kept. */
export function AddFactor({
  takesPasskeys,
  size = 'xs',
  onAdded,
}: {
  takesPasskeys: boolean
  size?: 'xs' | 'sm'
  onAdded: () => Promise<unknown>
}) {
  const { t } = useTranslation('access')
  const [adding, setAdding] = useState<Factor['kind'] | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const added = async (name: string, recoveryCodes: readonly string[] | null) => {
    setAdding(null)
    toast(t('factors.addedToast', { name }))
    if (recoveryCodes) setCodes(recoveryCodes)
    else await onAdded()
  }
  return (
    <>
      <Button variant="default" size={size} onClick={() => setAdding('totp')}>
        {t('factors.addTotp')}
      </Button>
      {takesPasskeys ? (
        <Button variant="default" size={size} onClick={() => setAdding('passkey')}>
          {t('factors.addPasskey')}
        </Button>
      ) : null}
      {adding === 'totp' ? <TotpDialog onClose={() => setAdding(null)} onAdded={added} /> : null}
      {adding === 'passkey' ? <PasskeyDialog onClose={() => setAdding(null)} onAdded={added} /> : null}
      {codes ? (
        <RecoveryCodes
          codes={codes}
          replaces={false}
          onClose={() => {
            setCodes(null)
            void onAdded()
          }}
        />
      ) : null}
    </>
  )
}
