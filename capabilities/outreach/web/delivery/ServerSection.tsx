import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MailSettings } from '#capabilities/outreach/contract/delivery.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { mail } from './apis.ts'
import styles from './delivery.module.css'
import { ServerDialog } from './ServerDialog.tsx'
import { troubleText } from './troubleText.ts'
import { useSettings } from './useSettings.ts'

/** The server that mail goes out by, how it does, and a mail to try it with. */
export function ServerSection({ settings }: { settings: MailSettings }) {
  const { t } = useTranslation('mail')
  const [open, setOpen] = useState(false)
  const { server, installation, senders } = settings
  const change = (
    <Button size="xs" variant={server ? 'default' : 'filled'} onClick={() => setOpen(true)}>
      {t(server ? 'server.change' : 'server.set')}
    </Button>
  )
  const works = server !== null || installation
  const standard = senders.find(({ isDefault }) => isDefault)
  return (
    <Section title={t('server.title')} note={t('server.note')} actions={works ? change : null}>
      <Trouble settings={settings} />
      {works ? (
        <Server settings={settings} {...(standard ? { senderId: standard.id } : {})} />
      ) : (
        <EmptyState icon="settings" title={t('server.none')} action={change} compact>
          {t('server.noneText')}
        </EmptyState>
      )}
      {open ? <ServerDialog server={server} onClose={() => setOpen(false)} /> : null}
    </Section>
  )
}

function Trouble({ settings: { trouble } }: { settings: MailSettings }) {
  const { t } = useTranslation('mail')
  const format = useFormat()
  if (!trouble) return null
  return (
    <div className={styles.trouble} role="status">
      <strong>{t('trouble.title')}</strong>
      <span>{troubleText(t, trouble.trouble)}</span>
      {trouble.detail ? <span className="small">{t('trouble.said', { detail: trouble.detail })}</span> : null}
      <span className="small">{t('trouble.since', { when: format.ago(trouble.since) })}</span>
    </div>
  )
}

function Server({ settings, senderId }: { settings: MailSettings; senderId?: string }) {
  const { t } = useTranslation('mail')
  const format = useFormat()
  const keep = useSettings()
  const { server, waiting } = settings
  const remove = useMutation({
    mutationFn: () => mail.removeServer.call({}),
    onSuccess: (next) => {
      keep(next)
      toast(t('server.removed'))
    },
    onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
  })
  const login = server?.user ? t('server.login', { user: server.user }) : t('server.noLogin')
  const pace = server
    ? t('server.pace', { shown: format.number(server.perMinute), domain: format.number(server.perDomainMinute) })
    : ''
  return (
    <Row>
      <div className={styles.head}>
        <strong>{server ? `${server.host}:${server.port}` : t('server.byInstallation')}</strong>
        <span className={styles.actions}>
          {senderId ? <TestButton senderId={senderId} /> : null}
          {server ? (
            <Button size="compact-xs" variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('server.remove')}
            </Button>
          ) : null}
        </span>
      </div>
      {server ? <div className="small">{[t(`server.securities.${server.security}`), login].join(' · ')}</div> : null}
      <div className="quiet small">
        {[...(pace ? [pace] : []), t('server.waiting', { count: waiting })].join(' · ')}
      </div>
    </Row>
  )
}

/** Sends a mail to oneself; what the server says stands below until it is tried again. */
function TestButton({ senderId }: { senderId: string }) {
  const { t } = useTranslation('mail')
  const test = useMutation({
    mutationFn: () => mail.test.call({ senderId }),
    onSuccess: ({ to, trouble, detail }) => {
      if (trouble === null) return toast(t('test.sent', { to }))
      const said = detail ? ` ${t('trouble.said', { detail })}` : ''
      toast(`${t('test.failed', { to })} ${troubleText(t, trouble)}${said}`, { tone: 'risk' })
    },
    onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
  })
  return (
    <Button size="compact-xs" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
      {t('test.send')}
    </Button>
  )
}
