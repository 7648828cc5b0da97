import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rights } from '#capabilities/access/core/rights.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { Row } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { MadeHere } from '../MadeHere.tsx'
import { type ApiKey, keys } from './apis.ts'
import { NewKeyDialog } from './NewKeyDialog.tsx'

/** The keys by which programs call the API. */
export function KeySettings() {
  const { t } = useTranslation('apiKeys')
  const { data, error, refetch } = useQuery(keys.list.queryOptions())
  const [making, setMaking] = useState(false)
  return (
    <>
      <MadeHere
        words={{ title: t('title'), note: t('note'), create: t('create'), none: t('none'), noneText: t('noneText') }}
        icon="key"
        count={data?.keys.length}
        problem={error}
        onRetry={() => void refetch()}
        onCreate={() => setMaking(true)}
      >
        {data?.keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </MadeHere>
      <NewKeyDialog opened={making} onClose={() => setMaking(false)} />
    </>
  )
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('apiKeys')
  const format = useFormat()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation(
    keys.revoke.mutationOptions({
      onSuccess: () => toast(t('revokedDone')),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: async () => {
        setAsking(false)
        await queries.invalidateQueries({ queryKey: keys.key() })
      },
    }),
  )
  const { id, name, prefix, person, createdAt, lastUsedAt, expiresAt, state, permissions, ownCustomers } = apiKey
  const facts = [
    t('by', { name: person.name, when: format.ago(createdAt) }),
    lastUsedAt ? t('used', { when: format.ago(lastUsedAt) }) : t('never'),
    expiresAt ? t('until', { when: format.stamp(expiresAt) }) : t('forEver'),
    ...(ownCustomers ? [t('own')] : []),
  ]
  return (
    <Row
      end={
        state === 'active' ? (
          <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
            {t('revoke')}
          </Button>
        ) : (
          <Chip tone="unknown">{t(`states.${state}`)}</Chip>
        )
      }
    >
      <strong>{name}</strong> <code className="quiet small">{prefix}…</code>
      <div className="quiet small">{facts.join(' · ')}</div>
      <details className="small">
        <summary>{t('may', { count: permissions.length })}</summary>
        {permissions.map((permission) => inLanguage(rights[permission].label, format.language)).join(t('and'))}
      </details>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('revokeTitle')}
        confirm={t('revoke')}
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate({ id })}
      >
        {t('revokeText', { name })}
      </ConfirmDialog>
    </Row>
  )
}
