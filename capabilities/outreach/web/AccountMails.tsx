import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Because } from '#web/ui/Because.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { accountQuery, type AccountMail } from './apis.ts'
import { MailLines } from './MailLines.tsx'
import { useAccountMoves } from './moves.ts'
import styles from './outreach.module.css'
import { useReason } from './useReason.ts'
import { WriteDialog } from './WriteDialog.tsx'

/** The mail of one customer: what is planned, what was sent or left out and why, and a mail in one's own words. */
export function AccountMails({ account }: { account: { id: string; name: string } }) {
  const { t } = useTranslation('outreach')
  const mayWrite = useMay('accounts.write')
  const [writing, setWriting] = useState(false)
  const { data, error, refetch } = useQuery(accountQuery(account.id))
  const { show } = useAccountMoves(account.id)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 60, 90, 90]} height={34} />
  const planned = data.messages.filter(({ status }) => status === 'planned')
  const past = data.messages.filter(({ status }) => status !== 'planned')
  const { accountUsed: used, accountWeek: limit, left } = data.budget
  return (
    <>
      <div className={styles.toolbar}>
        <span className="small">
          {t('account.budget')}: {t('account.budgetText', { used, limit })}
        </span>
        {mayWrite ? (
          <span className={styles.end}>
            <Button size="xs" onClick={() => setWriting(true)}>
              {t('account.write')}
            </Button>
          </span>
        ) : null}
      </div>
      {left === 0 ? <Because tone="watch">{t('account.budgetFull')}</Because> : null}
      <Runs account={account.id} runs={data.runs} />
      {planned.length > 0 ? (
        <Section title={t('account.planned')}>
          <MailLines account={account.id} messages={planned} />
        </Section>
      ) : null}
      <Section title={t('account.past')}>
        {past.length > 0 ? (
          <MailLines account={account.id} messages={past} />
        ) : (
          <EmptyState compact icon="note">
            {t('account.none')}
          </EmptyState>
        )}
      </Section>
      {writing ? <WriteDialog account={account} onSent={show} onClose={() => setWriting(false)} /> : null}
    </>
  )
}

function Runs({ account, runs }: { account: string; runs: AccountMail['runs'] }) {
  const { t } = useTranslation('outreach')
  const { language, dayNear } = useFormat()
  const mayWrite = useMay('accounts.write')
  const reason = useReason()
  const { takeOver } = useAccountMoves(account)
  const isTaken = runs.some(({ stopped }) => stopped?.reason === 'person_took_over')
  const isRunning = runs.some(({ stopped }) => stopped === null)
  return (
    <Section
      title={t('account.runs')}
      note={isRunning ? t('account.takeOverHelp') : null}
      actions={
        mayWrite && (isRunning || isTaken) ? (
          <Button size="xs" variant="default" onClick={() => void takeOver(isRunning)}>
            {t(isRunning ? 'account.takeOver' : 'account.goOn')}
          </Button>
        ) : null
      }
    >
      {runs.length === 0 ? <p className="quiet small">{t('account.noRuns')}</p> : null}
      <ul className={styles.mails}>
        {runs.map((run) => (
          <li key={run.id}>
            <span className={styles.what}>
              <Link to="/outreach/sequences/$key" params={{ key: run.sequence.key }}>
                {inLanguage(run.sequence.name, language)}
              </Link>{' '}
              <span className="quiet small">{t('account.began', { day: dayNear(run.beganOn) })}</span>
            </span>
            {run.planId ? (
              <Link to="/customers/$id" params={{ id: account }} search={{ tab: 'plan' }} className="small">
                {t('account.toPlan')}
              </Link>
            ) : null}
            {run.heldOut ? <Chip>{t('account.held')}</Chip> : null}
            {run.stopped ? (
              <span className="quiet small">{t('account.stopped', { reason: reason(run.stopped.reason, null) })}</span>
            ) : (
              <Chip tone="healthy">{t('account.running')}</Chip>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
