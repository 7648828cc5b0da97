import { Button, CopyButton, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MailSettings } from '#capabilities/outreach/contract/delivery.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { mail } from './apis.ts'
import styles from './delivery.module.css'
import { useSettings } from './useSettings.ts'

/** Where bounces, complaints and answers are brought to. */
export function DoorSection({ settings: { door } }: { settings: MailSettings }) {
  const { t } = useTranslation('mail')
  const format = useFormat()
  const keep = useSettings()
  const open = useMutation({
    mutationFn: () => mail.openDoor.call({}),
    onSuccess: (next) => {
      keep(next)
      if (door) toast(t('door.renewed'))
    },
    onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
  })
  const came = door?.lastReceivedAt
    ? t('door.received', { count: door.received, when: format.ago(door.lastReceivedAt) })
    : t('door.nothing')
  return (
    <Section
      title={t('door.title')}
      note={t('door.note')}
      actions={
        <Button size="xs" variant="default" loading={open.isPending} onClick={() => open.mutate()}>
          {t(door ? 'door.renew' : 'door.open')}
        </Button>
      }
    >
      {door ? (
        <>
          <p className="small">{`${came}${door.unread > 0 ? ` ${t('door.unread', { count: door.unread })}` : ''}`}</p>
          <Copied label={t('door.address')} value={door.address} />
          <Copied label={t('door.hook')} value={door.hook} />
          <Copied label={t('door.key')} value={door.key} />
        </>
      ) : null}
    </Section>
  )
}

function Copied({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('mail')
  const { t: frame } = useTranslation('web')
  return (
    <div className={styles.copied}>
      <TextInput label={label} readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy} aria-label={`${t('copy')}: ${label}`}>
            {copied ? frame('copied') : t('copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}
