import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { access } from '../access.ts'
import styles from './proof.module.css'

/** For whom a company's provider vouches: the proof is given there, in another tab; coming back goes on. */
export function ProviderProof({ onGiven }: { onGiven: () => void }) {
  const { t } = useTranslation('access')
  const [address, setAddress] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  useEffect(() => {
    access.proof.byProvider.call().then(({ url }) => setAddress(url), setFailure)
  }, [])
  useEffect(() => {
    const look = () =>
      void fetch('/api/v1/me/proof', { credentials: 'same-origin' }).then(
        (answer) => {
          if (answer.ok) onGiven()
        },
        () => undefined,
      )
    addEventListener('focus', look)
    return () => removeEventListener('focus', look)
  }, [onGiven])
  return (
    <div className={styles.ways}>
      {failure ? <ErrorState error={failure} /> : null}
      <p>{t('proof.providerLead')}</p>
      <Button component="a" href={address ?? undefined} target="_blank" rel="noopener" disabled={!address} fullWidth>
        {t('proof.provider')}
      </Button>
    </div>
  )
}
