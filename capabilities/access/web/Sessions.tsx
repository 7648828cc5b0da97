import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { SignedInSession } from '../contract.ts'
import { access } from './access.ts'

/** Where one is signed in, and how to end it there. */
export function Sessions({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation('access')
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(access.me.sessions.queryOptions())
  const refresh = () => queries.invalidateQueries({ queryKey: access.me.sessions.key() })
  const failed = (problem: unknown) => toast(errorText(problem), { tone: 'risk' })
  const end = useMutation(
    access.me.endSession.mutationOptions({
      onSuccess: () => toast(t('sessions.ended')),
      onError: failed,
      onSettled: refresh,
    }),
  )
  const endOthers = useMutation(
    access.me.endOtherSessions.mutationOptions({
      onSuccess: ({ ended }) => toast(t('sessions.endedOthers', { count: ended })),
      onError: failed,
      onSettled: refresh,
    }),
  )
  const sessions = data?.sessions ?? []
  return (
    <Section
      title={t('sessions.title')}
      actions={
        sessions.length > 1 && !readOnly ? (
          <Button variant="default" size="xs" loading={endOthers.isPending} onClick={() => endOthers.mutate(undefined)}>
            {t('sessions.endOthers')}
          </Button>
        ) : null
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines />}
      {sessions.map((session) => (
        <Session key={session.id} session={session} onEnd={readOnly ? null : () => end.mutate({ id: session.id })} />
      ))}
    </Section>
  )
}

function Session({ session, onEnd }: { session: SignedInSession; onEnd: (() => void) | null }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const { browser, system } = session.device
  const device =
    browser && system ? t('sessions.device', { browser, system }) : (browser ?? system ?? t('sessions.unknown'))
  return (
    <Row
      wraps
      end={
        session.current ? (
          <Chip tone="brand">{t('sessions.this')}</Chip>
        ) : onEnd === null ? null : (
          <Button variant="default" size="xs" onClick={onEnd}>
            {t('sessions.end')}
          </Button>
        )
      }
    >
      <strong>{device}</strong>
      <div className="quiet small">
        {t('sessions.used', { when: format.ago(session.lastUsedAt) })} ·{' '}
        {t('sessions.since', { when: format.stamp(session.createdAt) })}
        {session.address ? ` · ${session.address}` : ''}
      </div>
    </Row>
  )
}
