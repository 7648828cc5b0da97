import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Message, planMailsQuery } from './apis.ts'
import { MailLines } from './MailLines.tsx'
import styles from './outreach.module.css'
import { useReason } from './useReason.ts'

/** The latest mails of a plan that are over; the others stand on the customer's mail page. */
const mostPast = 5

/** The step mails of one plan: what is planned and when, what was sent or left out and why, and whether they were stopped. */
export function PlanMails({ accountId, planId }: { accountId: string; planId: string }) {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const reason = useReason()
  const { data, error, refetch } = useQuery(planMailsQuery(accountId, planId))
  const stepOf = ({ role, step }: Message) => {
    const parts = [
      step ? t('plan.step', { step: inLanguage(step, language) }) : null,
      role ? t('plan.to', { role: t(`roles.${role}`) }) : null,
    ].filter((part) => part !== null)
    return <div className="quiet small">{parts.join(' · ')}</div>
  }
  const planned = data?.messages.filter(({ status }) => status === 'planned') ?? []
  const past = data?.messages.filter(({ status }) => status !== 'planned') ?? []
  return (
    <Section title={t('plan.title')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[80, 60]} />}
      {data?.runs.length === 0 ? (
        <p className="quiet small">
          {t('plan.none')} <Link to="/outreach">{t('plan.choose')}</Link>
        </p>
      ) : null}
      {data?.runs.map((run) => (
        <p key={run.id} className={styles.run}>
          <Link to="/outreach/sequences/$key" params={{ key: run.sequence.key }}>
            {inLanguage(run.sequence.name, language)}
          </Link>{' '}
          {run.heldOut ? <Chip>{t('account.held')}</Chip> : null}{' '}
          {run.stopped ? (
            <Chip tone="watch">{t('account.stopped', { reason: reason(run.stopped.reason, null) })}</Chip>
          ) : null}
        </p>
      ))}
      {data && data.runs.length > 0 ? (
        <>
          {planned.length === 0 ? <p className="quiet small">{t('plan.nothing')}</p> : null}
          <MailLines account={accountId} messages={[...planned, ...past.slice(0, mostPast)]} about={stepOf} />
          <Link to="/customers/$id" params={{ id: accountId }} search={{ tab: 'mails' }} className="small">
            {t('plan.more')}
          </Link>
        </>
      ) : null}
    </Section>
  )
}
