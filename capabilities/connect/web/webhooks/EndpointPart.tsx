import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Endpoint, webhooks } from './apis.ts'
import { DeliveryList } from './DeliveryList.tsx'
import { EndpointDialog } from './EndpointDialog.tsx'
import { eventKey } from './eventKey.ts'
import { SecretDialog } from './SecretDialog.tsx'

const tones = { active: 'healthy', failing: 'watch', paused: 'risk' } as const

/** One endpoint: how it does, what it is told, and what was told. */
export function EndpointPart({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const queries = useQueryClient()
  const [open, setOpen] = useState<'edit' | 'remove' | 'rotate' | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const { id, name, url, state, events, waiting, pauseReason, failingSince, oldSecretUntil } = endpoint
  const after = {
    onError: (problem: unknown) => toast(errorText(problem), { tone: 'risk' }),
    onSettled: () => queries.invalidateQueries({ queryKey: webhooks.key() }),
  }
  const close = () => setOpen(null)
  const update = useMutation(webhooks.update.mutationOptions(after))
  const test = useMutation(webhooks.test.mutationOptions({ ...after, onSuccess: () => toast(t('tested')) }))
  const remove = useMutation(webhooks.remove.mutationOptions({ ...after, onSuccess: close }))
  const rotate = useMutation(
    webhooks.rotate.mutationOptions({
      ...after,
      onSuccess: (made) => {
        close()
        setSecret(made.secret)
      },
    }),
  )
  const replay = useMutation(
    webhooks.replay.mutationOptions({
      ...after,
      onSuccess: ({ deliveries }) => toast(t('replayed', { count: deliveries })),
    }),
  )
  const paused = state === 'paused'
  const replayFailed = () => {
    const now = Date.now()
    replay.mutate({ id, from: new Date(now - 30 * 86_400_000).toISOString(), to: new Date(now).toISOString() })
  }
  return (
    <Section
      title={name}
      note={<Chip tone={tones[state]}>{t(`states.${state}`)}</Chip>}
      actions={
        <>
          <Button size="compact-xs" variant="default" loading={test.isPending} onClick={() => test.mutate({ id })}>
            {t('test')}
          </Button>
          <MoreMenu
            label={t('more', { name })}
            choices={[
              { label: t('edit'), onChoose: () => setOpen('edit') },
              { label: t(paused ? 'resume' : 'pause'), onChoose: () => update.mutate({ id, paused: !paused }) },
              { label: t('replayFailed'), onChoose: replayFailed },
              { label: t('rotate'), onChoose: () => setOpen('rotate') },
              { label: t('remove'), onChoose: () => setOpen('remove'), danger: true },
            ]}
          />
        </>
      }
    >
      <code className="small" style={{ overflowWrap: 'anywhere' }}>
        {url}
      </code>
      <p className="quiet small">
        {events.length > 0 ? events.map((event) => t(`events.${eventKey(event)}`)).join(t('and')) : t('noEvents')}
      </p>
      {pauseReason ? <p className="small">{t(`pauseReasons.${pauseReason}`)}</p> : null}
      {state === 'failing' ? <p className="small">{t('failingSince', { when: format.stamp(failingSince) })}</p> : null}
      {oldSecretUntil ? <p className="quiet small">{t('oldSecret', { when: format.stamp(oldSecretUntil) })}</p> : null}
      {waiting > 0 ? <p className="small">{t('waiting', { count: waiting })}</p> : null}
      <DeliveryList id={id} onReplay={replayFailed} busy={replay.isPending} />
      <EndpointDialog endpoint={endpoint} opened={open === 'edit'} onClose={close} />
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
      <ConfirmDialog
        opened={open === 'rotate'}
        onClose={close}
        title={t('rotateTitle')}
        confirm={t('rotate')}
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate({ id })}
      >
        {t('rotateText', { name })}
      </ConfirmDialog>
      <ConfirmDialog
        opened={open === 'remove'}
        onClose={close}
        title={t('removeTitle')}
        confirm={t('remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
      >
        {t('removeText', { name, count: waiting })}
      </ConfirmDialog>
    </Section>
  )
}
