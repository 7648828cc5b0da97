import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { usage, type WriteKey } from './apis.ts'
import { NewKeyDialog } from './NewKeyDialog.tsx'
import { SetUp } from './SetUp.tsx'

/** The keys that tracking clients send with, and how a product is connected. */
export function WriteKeys() {
  const { t } = useTranslation('usage')
  const may = useMay('ingest.manage')
  const { data, error, refetch } = useQuery(usage.keys.list.queryOptions())
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const create = may ? (
    <Button size="xs" onClick={() => setMaking(true)}>
      {t('keys.create')}
    </Button>
  ) : null
  return (
    <>
      <Section title={t('keys.title')} note={t('keys.note')} actions={data?.keys.length === 0 ? null : create}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {data || error ? null : <BoneLines widths={[70, 60]} height={44} />}
        {data?.keys.length === 0 ? (
          <EmptyState icon="key" title={t('keys.none')} action={create} compact>
            {t('keys.noneText')}
          </EmptyState>
        ) : null}
        {data?.keys.map((key) => (
          <KeyRow key={key.id} writeKey={key} may={may} />
        ))}
      </Section>
      <SetUp writeKey={made} />
      <NewKeyDialog opened={making} onMade={setMade} onClose={() => setMaking(false)} />
    </>
  )
}

function KeyRow({ writeKey, may }: { writeKey: WriteKey; may: boolean }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation(
    usage.keys.revoke.mutationOptions({
      onSuccess: () => toast(t('keys.revokedDone')),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: async () => {
        setAsking(false)
        await queries.invalidateQueries({ queryKey: usage.keys.key() })
      },
    }),
  )
  const { id, name, prefix, createdBy, createdAt, lastUsedAt, revokedAt } = writeKey
  const when = format.ago(createdAt)
  const facts = [
    createdBy ? t('keys.by', { name: createdBy, when }) : t('keys.made', { when }),
    lastUsedAt ? t('keys.used', { when: format.ago(lastUsedAt) }) : t('keys.never'),
  ]
  return (
    <Row
      end={
        revokedAt ? (
          <Chip tone="unknown">{t('keys.revoked')}</Chip>
        ) : may ? (
          <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
            {t('keys.revoke')}
          </Button>
        ) : null
      }
    >
      <strong>{name}</strong> <code className="quiet small">{prefix}…</code>
      <div className="quiet small">{facts.join(' · ')}</div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('keys.revokeTitle')}
        confirm={t('keys.revoke')}
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate({ id })}
      >
        {t('keys.revokeText', { name })}
      </ConfirmDialog>
    </Row>
  )
}
