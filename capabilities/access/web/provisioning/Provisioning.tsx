import { Box, Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { ProvisioningToken } from '#capabilities/access/contract.ts'
import { access } from '../access.ts'
import { CopiedField } from '../CopiedField.tsx'
import { NewTokenDialog } from './NewTokenDialog.tsx'

/** The tokens by which identity providers add, change and suspend people by themselves. */
export function Provisioning() {
  const { t } = useTranslation('access')
  const { data, error, refetch } = useQuery(access.provisioning.list.queryOptions())
  const [making, setMaking] = useState(false)
  const create = (
    <Button size="xs" onClick={() => setMaking(true)}>
      {t('provisioning.create')}
    </Button>
  )
  const some = data && data.tokens.length > 0
  return (
    <Section title={t('provisioning.title')} note={t('provisioning.lead')} actions={some ? create : null}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[80]} height={44} />}
      {data?.tokens.length === 0 ? (
        <EmptyState compact icon="people" action={create}>
          {t('provisioning.none')}
        </EmptyState>
      ) : null}
      {some ? (
        <Box mb="sm">
          <CopiedField label={t('provisioning.address')} help={t('provisioning.addressHelp')} value={data.address} />
        </Box>
      ) : null}
      {data?.tokens.map((token) => (
        <TokenLine key={token.id} token={token} />
      ))}
      {making ? <NewTokenDialog onClose={() => setMaking(false)} /> : null}
    </Section>
  )
}

function TokenLine({ token: { id, name, joinRole, lastUsedAt } }: { token: ProvisioningToken }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const queries = useQueryClient()
  const roles = useQuery(access.roles.list.queryOptions())
  const [revoking, setRevoking] = useState(false)
  const revoke = useMutation(
    access.provisioning.revoke.mutationOptions({
      onSuccess: () => toast(t('provisioning.revoked', { name })),
      onError: (problem: unknown) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: () => {
        setRevoking(false)
        return queries.invalidateQueries({ queryKey: access.provisioning.key() })
      },
    }),
  )
  const label = roles.data?.roles.find((role) => role.key === joinRole)?.label
  const role = label ? inLanguage(label, format.language) : joinRole
  const used = lastUsedAt ? t('provisioning.used', { when: format.ago(lastUsedAt) }) : t('provisioning.unused')
  return (
    <Row
      wraps
      end={
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          aria-label={t('provisioning.revokeName', { name })}
          onClick={() => setRevoking(true)}
        >
          {t('provisioning.revoke')}
        </Button>
      }
    >
      <strong>{name}</strong>
      <div className="quiet small">
        {t('provisioning.role', { role })} · {used}
      </div>
      <ConfirmDialog
        opened={revoking}
        onClose={() => setRevoking(false)}
        title={t('provisioning.revokeName', { name })}
        confirm={t('provisioning.revoke')}
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate({ id })}
      >
        <p>{t('provisioning.revokeText')}</p>
      </ConfirmDialog>
    </Row>
  )
}
