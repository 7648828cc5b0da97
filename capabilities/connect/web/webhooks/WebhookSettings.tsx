import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MadeHere } from '../MadeHere.tsx'
import { webhooks } from './apis.ts'
import { EndpointDialog } from './EndpointDialog.tsx'
import { EndpointPart } from './EndpointPart.tsx'

/** Who is told of what happens, and what became of it. */
export function WebhookSettings() {
  const { t } = useTranslation('webhooks')
  // Deliveries go on by themselves; nobody is told of each.
  const { data, error, refetch } = useQuery({ ...webhooks.list.queryOptions(), refetchInterval: 5000 })
  const [making, setMaking] = useState(false)
  return (
    <>
      <MadeHere
        words={{ title: t('title'), note: t('note'), create: t('create'), none: t('none'), noneText: t('noneText') }}
        icon="link"
        count={data?.endpoints.length}
        problem={error}
        onRetry={() => void refetch()}
        onCreate={() => setMaking(true)}
      >
        <p className="quiet small">{t('lead')}</p>
      </MadeHere>
      {data?.endpoints.map((endpoint) => (
        <EndpointPart key={endpoint.id} endpoint={endpoint} />
      ))}
      <EndpointDialog endpoint={null} opened={making} onClose={() => setMaking(false)} />
    </>
  )
}
