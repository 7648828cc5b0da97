import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { accessContract } from '#capabilities/access/contract.ts'
import { api } from '#web/client.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import styles from './EntryFrame.module.css'
import { emailText } from './entry.ts'

const access = api<typeof accessContract>('access')

/** The companies' identity providers that sign in an address as it is being typed. */
export function Ways({ typed, next }: { typed: string; next: string | undefined }) {
  const { t } = useTranslation('entry')
  const email = emailText(typed)
  const domain = email?.slice(email.indexOf('@')) ?? ''
  const { data } = useQuery({
    queryKey: ['ways', domain],
    queryFn: () => access.providerEntry.ways.call({ email: `a${domain}` }),
    enabled: domain !== '',
    staleTime: Infinity,
    retry: false,
  })
  const [going, setGoing] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const go = async (providerId: string) => {
    setGoing(providerId)
    try {
      const { url } = await access.providerEntry.byProvider.call({
        providerId,
        ...(email ? { email } : {}),
        ...(next ? { next } : {}),
      })
      location.assign(url)
    } catch (error) {
      setFailure(error)
      setGoing(null)
    }
  }
  if (!data || data.providers.length === 0) return null
  return (
    <div className={styles.other}>
      {failure ? <ErrorState error={failure} /> : null}
      {data.providers.map(({ id, name, workspace }) => (
        <Button
          key={id}
          variant="default"
          fullWidth
          h="auto"
          py={8}
          styles={{ label: { whiteSpace: 'normal' } }}
          loading={going === id}
          onClick={() => void go(id)}
        >
          {t('signIn.way', { name, workspace })}
        </Button>
      ))}
    </div>
  )
}
