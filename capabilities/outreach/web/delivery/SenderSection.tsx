import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MailSettings, Sender } from '#capabilities/outreach/contract/delivery.ts'
import { errorText } from '#web/problemText.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { mail } from './apis.ts'
import styles from './delivery.module.css'
import { SenderDialog } from './SenderDialog.tsx'
import { useSettings } from './useSettings.ts'

/** In whose name mail goes out. */
export function SenderSection({ settings: { senders } }: { settings: MailSettings }) {
  const { t } = useTranslation('mail')
  const [shown, setShown] = useState<Sender | 'new' | null>(null)
  const add = (
    <Button size="xs" onClick={() => setShown('new')}>
      {t('senders.add')}
    </Button>
  )
  return (
    <Section title={t('senders.title')} note={t('senders.note')} actions={senders.length > 0 ? add : null}>
      {senders.length === 0 ? (
        <EmptyState icon="person" title={t('senders.none')} action={add} compact>
          {t('senders.noneText')}
        </EmptyState>
      ) : null}
      {senders.map((sender) => (
        <SenderRow key={sender.id} sender={sender} alone={senders.length === 1} onEdit={() => setShown(sender)} />
      ))}
      {shown ? <SenderDialog sender={shown === 'new' ? null : shown} onClose={() => setShown(null)} /> : null}
    </Section>
  )
}

function SenderRow({ sender, alone, onEdit }: { sender: Sender; alone: boolean; onEdit: () => void }) {
  const { t } = useTranslation('mail')
  const keep = useSettings()
  const { id, name, address, replyTo, isDefault, missing } = sender
  const failed = (problem: unknown) => toast(errorText(problem), { tone: 'risk' })
  const standard = useMutation({
    mutationFn: () => mail.defaultSender.call({ id }),
    onSuccess: (next) => {
      keep(next)
      toast(t('senders.madeStandard', { name }))
    },
    onError: failed,
  })
  const remove = useMutation({
    mutationFn: () => mail.removeSender.call({ id }),
    onSuccess: (next) => {
      keep(next)
      toast(t('senders.removed', { name }), { undo: async () => keep(await mail.restoreSender.call({ id })) })
    },
    onError: failed,
  })
  const what = missing.map((field) => t(`missing.${field}`)).join(t('senders.and'))
  return (
    <Row>
      <div className={styles.head}>
        <strong>{name}</strong>
        <span className="quiet small">{address}</span>
        {isDefault ? <Chip tone="brand">{t('senders.standard')}</Chip> : null}
        <span className={styles.actions}>
          {isDefault ? null : (
            <Button size="compact-xs" variant="default" loading={standard.isPending} onClick={() => standard.mutate()}>
              {t('senders.makeStandard')}
            </Button>
          )}
          <Button size="compact-xs" variant="default" onClick={onEdit} aria-label={`${t('senders.edit')}: ${name}`}>
            {t('senders.edit')}
          </Button>
          {isDefault && !alone ? null : (
            <Button
              size="compact-xs"
              variant="default"
              loading={remove.isPending}
              onClick={() => remove.mutate()}
              aria-label={`${t('senders.remove')}: ${name}`}
            >
              {t('senders.remove')}
            </Button>
          )}
        </span>
      </div>
      {replyTo ? <div className="small">{`${t('senders.replyTo')}: ${replyTo}`}</div> : null}
      {missing.length > 0 ? (
        <div className={styles.missing}>
          <span aria-hidden="true">▲ </span>
          {t('senders.missing', { what })}
        </div>
      ) : (
        <div className="quiet small">{[sender.company, sender.postalAddress, sender.contact].join(' · ')}</div>
      )}
    </Row>
  )
}
