import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip, type Tone } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Invitation } from '../contract.ts'
import { access } from './access.ts'

const tones: Record<Invitation['state'], Tone> = {
  open: 'info',
  accepted: 'healthy',
  revoked: 'unknown',
  expired: 'watch',
}

/** Who was invited and has or has not come. */
export function Invitations() {
  const { t } = useTranslation('access')
  const { data, error, refetch } = useQuery(access.invitations.list.queryOptions())
  return (
    <Section title={t('invitations.title')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[70]} />}
      {data?.invitations.length === 0 ? <p className="quiet small">{t('invitations.none')}</p> : null}
      {data?.invitations.map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} />
      ))}
    </Section>
  )
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const queries = useQueryClient()
  const { id, email, state, purpose, createdBy, createdAt, expiresAt } = invitation
  const revoke = useMutation(
    access.invitations.revoke.mutationOptions({
      onSuccess: () => toast(t('invitations.revoked', { email })),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: () => queries.invalidateQueries({ queryKey: access.invitations.key() }),
    }),
  )
  const facts = [
    t(`invitations.purposes.${purpose}`),
    createdBy ? t('invitations.by', { name: createdBy.name }) : null,
    format.ago(createdAt),
    state === 'open' ? t('invitations.until', { when: format.stamp(expiresAt) }) : null,
  ]
  return (
    <Row
      wraps
      end={
        <>
          <Chip tone={tones[state]}>{t(`invitations.states.${state}`)}</Chip>
          {state === 'open' ? (
            <Button variant="default" size="xs" loading={revoke.isPending} onClick={() => revoke.mutate({ id })}>
              {t('invitations.revoke')}
            </Button>
          ) : null}
        </>
      }
    >
      <strong>{email}</strong>
      <div className="quiet small">{facts.filter(Boolean).join(' · ')}</div>
    </Row>
  )
}
