import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { billing } from './apis.ts'
import { NewSourceDialog } from './NewSourceDialog.tsx'
import { SecretDialog } from './SecretDialog.tsx'
import { SourceRow } from './SourceRow.tsx'

/** The settings of billing: where invoices and subscriptions come in from, and what could not be used. */
export function BillingSettings() {
  const { t } = useTranslation('billing')
  const may = useMay('workspace.manage')
  const { data, error, refetch } = useQuery(billing.list.queryOptions())
  const [making, setMaking] = useState(false)
  const [connecting, setConnecting] = useState<string | null>(null)
  const create = may ? (
    <Button size="xs" onClick={() => setMaking(true)}>
      {t('create')}
    </Button>
  ) : null
  return (
    <>
      <Section title={t('title')} note={t('note')} actions={data?.sources.length === 0 ? null : create}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {data || error ? null : <BoneLines widths={[80, 60, 70]} height={56} />}
        {data?.sources.length === 0 ? (
          <EmptyState icon="import" title={t('none')} action={create} compact>
            {t('noneText')}
          </EmptyState>
        ) : null}
        {data?.sources.map((source) => (
          <SourceRow key={source.id} source={source} may={may} onConnect={() => setConnecting(source.id)} />
        ))}
      </Section>
      <NewSourceDialog opened={making} onConnect={setConnecting} onClose={() => setMaking(false)} />
      <SecretDialog
        source={data?.sources.find(({ id }) => id === connecting) ?? null}
        onClose={() => setConnecting(null)}
      />
    </>
  )
}
