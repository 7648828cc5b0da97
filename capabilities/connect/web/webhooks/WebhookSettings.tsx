import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { webhooks } from './apis.ts'
import { EndpointDialog } from './EndpointDialog.tsx'
import { EndpointPart } from './EndpointPart.tsx'

/** Who is told of what happens, and what became of it. */
export function WebhookSettings() {
  const { t } = useTranslation('webhooks')
  // Deliveries go on by themselves; nobody is told of each.
  const { data, error, refetch } = useQuery({ ...webhooks.list.queryOptions(), refetchInterval: 5000 })
  const [making, setMaking] = useState(false)
  const create = (
    <Button size="xs" onClick={() => setMaking(true)}>
      {t('create')}
    </Button>
  )
  return (
    <>
      <Section title={t('title')} note={t('note')} actions={data?.endpoints.length ? create : null}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {data || error ? null : <BoneLines widths={[70, 60]} height={44} />}
        {data?.endpoints.length === 0 ? (
          <EmptyState icon="link" title={t('none')} action={create} compact>
            {t('noneText')}
          </EmptyState>
        ) : null}
        {data?.endpoints.length ? <p className="quiet small">{t('lead')}</p> : null}
      </Section>
      {data?.endpoints.map((endpoint) => (
        <EndpointPart key={endpoint.id} endpoint={endpoint} />
      ))}
      <EndpointDialog endpoint={null} opened={making} onClose={() => setMaking(false)} />
    </>
  )
}
