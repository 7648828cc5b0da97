import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { useRole } from '../words.tsx'
import type { SharedLink } from './apis.ts'
import { CodeDialog } from './CodeDialog.tsx'
import { EndDialog } from './EndDialog.tsx'
import styles from './share.module.css'
import { useShare } from './useShare.ts'

/** One link: for whom, until when, whether it was sent and opened, and what can be done with it. */
export function LinkLine({ planId, link, mayWrite }: { planId: string; link: SharedLink; mayWrite: boolean }) {
  const { t } = useTranslation('planShare')
  const format = useFormat()
  const role = useRole()
  const { mail, copy, revoke } = useShare(planId)
  const [open, setOpen] = useState<'code' | 'end' | 'revoke' | null>(null)
  const isLive = link.state === 'live'
  const { name, email } = link.contact
  const seen = link.lastSeenAt
    ? t('seen', { when: format.ago(link.lastSeenAt) })
    : link.sentAt
      ? t('sent', { when: format.ago(link.sentAt) })
      : t('notSent')
  return (
    <li>
      <div>
        <b>{name}</b> <span className="quiet small">{role(link.role)}</span>
        <div className="quiet small">
          {isLive ? `${seen} · ${t('until', { day: format.dayNear(link.expiresOn) })}` : null}
          {isLive ? null : <Chip>{t(`states.${link.state === 'expired' ? 'expired' : 'revoked'}`)}</Chip>}
        </div>
      </div>
      {mayWrite && link.state !== 'revoked' ? (
        <MoreMenu
          label={t('menu', { name })}
          choices={[
            ...(isLive
              ? [
                  {
                    label: t(link.sentAt ? 'mailAgain' : 'mail'),
                    onChoose: () => void mail(link),
                    why: email === null ? t('noAddress') : null,
                  },
                  { label: t('copy'), onChoose: () => void copy(link) },
                  { label: t('code'), onChoose: () => setOpen('code') },
                ]
              : []),
            { label: t('end'), onChoose: () => setOpen('end') },
            { label: t('revoke'), onChoose: () => setOpen('revoke'), danger: true },
          ]}
        />
      ) : null}
      {open === 'code' ? <CodeDialog planId={planId} link={link} onClose={() => setOpen(null)} /> : null}
      {open === 'end' ? <EndDialog planId={planId} link={link} onClose={() => setOpen(null)} /> : null}
      <ConfirmDialog
        opened={open === 'revoke'}
        onClose={() => setOpen(null)}
        title={t('revoke')}
        confirm={t('revoke')}
        onConfirm={() => void revoke(link).then(() => setOpen(null))}
      >
        <p className={styles.text}>{t('revokeText', { name })}</p>
      </ConfirmDialog>
    </li>
  )
}
