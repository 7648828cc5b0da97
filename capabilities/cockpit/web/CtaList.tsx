import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { accountCtasQuery, type Cta } from './apis.ts'
import styles from './cockpit.module.css'
import { CtaDialogs, type Doing } from './CtaDialogs.tsx'
import { RuleLink } from './RuleLink.tsx'
import { useDoing } from './useDoing.ts'
import { kindTones, useDue, useMinutes } from './words.ts'

/** What is to be done about one account, what was put off, and what came of what was done. */
export function CtaList({ account }: { account: { id: string; name: string } }) {
  const { t } = useTranslation('cockpit')
  const mayWork = useMay('ctas.work')
  const { doing, start, stop } = useDoing()
  const ctas = useQuery(accountCtasQuery(account.id))
  const living = (ctas.data?.ctas ?? []).filter((cta) => cta.status !== 'closed')
  const closed = (ctas.data?.ctas ?? []).filter((cta) => cta.status === 'closed')
  return (
    <Section
      title={t('list.title')}
      actions={
        mayWork ? (
          <Button size="xs" variant="default" onClick={() => start({ what: 'create', account })}>
            {t('act.create')}
          </Button>
        ) : null
      }
    >
      {ctas.error ? <ErrorState error={ctas.error} onRetry={() => void ctas.refetch()} /> : null}
      {ctas.isPending ? <BoneLines widths={[80, 60, 40]} /> : null}
      {ctas.data && living.length === 0 ? <EmptyState compact>{t('list.none')}</EmptyState> : null}
      {living.map((cta) => (
        <LivingCta key={cta.id} cta={cta} mayWork={mayWork} start={start} />
      ))}
      {closed.length > 0 ? (
        <details className={styles.fold}>
          <summary>
            {t('list.closed')} <span className="num">({closed.length})</span>
          </summary>
          {closed.map((cta) => (
            <ClosedCta key={cta.id} cta={cta} mayWork={mayWork} start={start} />
          ))}
        </details>
      ) : null}
      <CtaDialogs doing={doing} onClose={stop} />
    </Section>
  )
}

type Shown = { cta: Cta; mayWork: boolean; start: (doing: Doing) => void }

function LivingCta({ cta, mayWork, start }: Shown) {
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  const due = useDue()
  const minutes = useMinutes()
  const told = [
    cta.dueOn < format.today() ? due(cta.dueOn) : `${t('item.due')} ${due(cta.dueOn)}`,
    `${t('item.effort')} ${minutes(cta.effortMinutes)}`,
    cta.owner?.name ?? t('item.nobody'),
    ...(cta.snoozed ? [t('list.snoozedUntil', { day: format.dayNear(cta.snoozed.until) })] : []),
  ]
  return (
    <div className={styles.cta}>
      <div className={styles.ctaHead}>
        <Chip tone={kindTones[cta.kind]}>{t(`kinds.${cta.kind}`)}</Chip>
        <b>{inLanguage(cta.title, format.language)}</b>
      </div>
      {cta.because ? <p className={styles.because}>{inLanguage(cta.because, format.language)}</p> : null}
      {cta.note ? <p className="soft small">{cta.note}</p> : null}
      <div className="quiet small">
        {told.join(' · ')}
        {cta.ruleId ? (
          <>
            {' · '}
            <RuleLink id={cta.ruleId}>{t('item.rule')}</RuleLink>
          </>
        ) : null}
      </div>
      {mayWork ? (
        <div className={styles.ctaActs}>
          <Button size="xs" onClick={() => start({ what: 'done', cta })}>
            {t('act.done')}
          </Button>
          {cta.status === 'snoozed' ? (
            <Button size="xs" variant="default" onClick={() => start({ what: 'reopen', cta })}>
              {t('act.reopen')}
            </Button>
          ) : (
            <Button size="xs" variant="default" onClick={() => start({ what: 'snooze', cta })}>
              {t('act.snooze')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => start({ what: 'delegate', cta })}>
            {t('act.delegate')}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => start({ what: 'edit', cta })}>
            {t('act.edit')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function ClosedCta({ cta, mayWork, start }: Shown) {
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  const { closed } = cta
  if (!closed) return null
  return (
    <div className={styles.cta}>
      {inLanguage(cta.title, format.language)}
      <div className="quiet small">
        {t('list.closedBy', { name: closed.by?.name ?? '', outcome: t(`done.outcomes.${closed.outcome}`) })} ·{' '}
        {format.ago(closed.at)}
        {closed.note ? ` · ${closed.note}` : null}
      </div>
      {mayWork ? (
        <Button size="xs" variant="subtle" onClick={() => start({ what: 'reopen', cta })}>
          {t('act.reopen')}
        </Button>
      ) : null}
    </div>
  )
}
