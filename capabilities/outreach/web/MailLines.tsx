import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import type { Message } from './apis.ts'
import { useAccountMoves } from './moves.ts'
import styles from './outreach.module.css'
import { useReason } from './useReason.ts'

/** Mails of one customer, a line each: what it is, to whom, what became of it and why, and what was answered. */
export function MailLines({
  account,
  messages,
  about,
}: {
  account: string
  messages: readonly Message[]
  /** What to tell of a mail instead of its kind. */
  about?: (message: Message) => ReactNode
}) {
  const { t } = useTranslation('outreach')
  const { language, stamp } = useFormat()
  const mayWrite = useMay('accounts.write')
  const reason = useReason()
  const { markReplied } = useAccountMoves(account)
  return (
    <ul className={styles.mails}>
      {messages.map((one) => (
        <li key={one.id}>
          <span className={styles.what}>
            {one.subject || (one.template ? inLanguage(one.template, language) : '—')}{' '}
            <span className="quiet small">
              {about ? null : t(`account.kinds.${one.kind}`)} {one.contact?.name}{' '}
              {one.by ? t('account.by', { name: one.by }) : ''}
            </span>
            {about?.(one)}
          </span>
          {one.waits && one.status === 'planned' ? <Chip tone="watch">{t('account.waits')}</Chip> : null}
          {one.reachedAt ? <Chip tone="healthy">{t('account.reached')}</Chip> : null}
          {one.repliedAt ? <Chip tone="info">{t('account.replied')}</Chip> : null}
          <span>
            {t(`status.${one.status}`)}
            {one.reason ? <span className="quiet small"> {reason(one.reason, one.detail)}</span> : null}
          </span>
          {mayWrite && !one.repliedAt && (one.status === 'sent' || one.status === 'queued') ? (
            <LinkButton onClick={() => void markReplied(one.id)}>{t('account.markReplied')}</LinkButton>
          ) : null}
          <span className="quiet small num">{stamp(one.at)}</span>
          {one.answers.map((text, at) => (
            <Answer key={at} text={text} />
          ))}
        </li>
      ))}
    </ul>
  )
}

/** As much of an answer as fits on a few lines. */
const shownAtFirst = 160

function Answer({ text }: { text: string }) {
  const { t } = useTranslation('outreach')
  const [open, setOpen] = useState(false)
  const isLong = text.length > shownAtFirst
  return (
    <blockquote className={styles.answer}>
      <span className="quiet small">{t('account.answered')}</span>
      {open || !isLong ? text : `${text.slice(0, shownAtFirst)}…`}{' '}
      {isLong ? (
        <LinkButton onClick={() => setOpen(!open)}>{t(open ? 'account.less' : 'account.more')}</LinkButton>
      ) : null}
    </blockquote>
  )
}
