import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { IdentityProvider } from '#capabilities/access/contract.ts'
import { access } from '../access.ts'
import { ProviderDialog } from './ProviderDialog.tsx'

/** The identity providers by which people of the company sign in. */
export function Providers() {
  const { t } = useTranslation('access')
  const { data, error, refetch } = useQuery(access.providers.list.queryOptions())
  const [editing, setEditing] = useState<IdentityProvider | 'new' | null>(null)
  const connect = (
    <Button size="xs" onClick={() => setEditing('new')}>
      {t('providers.connect')}
    </Button>
  )
  return (
    <Section title={t('providers.title')} note={t('providers.lead')} actions={data?.providers.length ? connect : null}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[80, 70]} height={44} />}
      {data?.providers.length === 0 ? (
        <EmptyState compact icon="key" action={connect}>
          {t('providers.none')}
        </EmptyState>
      ) : null}
      {data?.providers.map((provider) => (
        <ProviderLine key={provider.id} provider={provider} onEdit={() => setEditing(provider)} />
      ))}
      {editing && data ? (
        <ProviderDialog
          provider={editing === 'new' ? null : editing}
          redirectUri={data.redirectUri}
          saml={data.saml}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Section>
  )
}

function ProviderLine({ provider, onEdit }: { provider: IdentityProvider; onEdit: () => void }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const queries = useQueryClient()
  const [removing, setRemoving] = useState(false)
  const onError = (problem: unknown) => toast(errorText(problem), { tone: 'risk' })
  const again = () => queries.invalidateQueries({ queryKey: access.providers.key() })
  const turn = useMutation(access.providers.update.mutationOptions({ onError, onSettled: again }))
  const remove = useMutation(
    access.providers.remove.mutationOptions({
      onSuccess: () => toast(t('providers.removed', { name: provider.name })),
      onError,
      onSettled: () => {
        setRemoving(false)
        return again()
      },
    }),
  )
  const { id, name, kind, issuer, saml, domains, isOn, people, lastUsedAt } = provider
  const host = new URL(saml?.signInUrl ?? issuer).host
  const used = lastUsedAt
    ? t('providers.people', { count: people, when: format.ago(lastUsedAt) })
    : t('providers.unused')
  return (
    <Row
      wraps
      end={
        <>
          {isOn ? null : <Chip tone="unknown">{t('providers.off')}</Chip>}
          <MoreMenu
            label={t('providers.menu', { name })}
            choices={[
              { label: t('providers.edit'), onChoose: onEdit },
              {
                label: t(isOn ? 'providers.turnOff' : 'providers.turnOn'),
                onChoose: () => turn.mutate({ id, isOn: !isOn }),
              },
              { label: t('providers.remove'), onChoose: () => setRemoving(true), danger: true },
            ]}
          />
        </>
      }
    >
      <strong>{name}</strong>
      <div className="quiet small">
        {[t(`providers.kinds.${kind}`), domains.join(t('teams.and')), host].join(' · ')}
      </div>
      <div className="quiet small">
        {[
          used,
          ...(saml
            ? [t('providers.certified', { when: format.dayPlain(format.dayOfInstant(saml.certifiedUntil)) })]
            : []),
        ].join(' · ')}
      </div>
      <ConfirmDialog
        opened={removing}
        onClose={() => setRemoving(false)}
        title={t('providers.removeTitle', { name })}
        confirm={t('providers.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
      >
        <p>{t('providers.removeText')}</p>
      </ConfirmDialog>
    </Row>
  )
}
