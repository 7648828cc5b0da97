import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { renewalQuery, type RenewalPage as Renewal } from './apis.ts'
import { Checklist } from './Checklist.tsx'
import { CustomerFacts } from './CustomerFacts.tsx'
import { Decisions } from './Decisions.tsx'
import { Judgement } from './Judgement.tsx'
import { LoseDialog } from './LoseDialog.tsx'
import { ForCustomer } from './papers/ForCustomer.tsx'
import { PostMortem } from './PostMortem.tsx'
import { RenewDialog } from './RenewDialog.tsx'
import styles from './renewals.module.css'
import { useRenewalMoves } from './useRenewalMoves.ts'
import { dayAt, Left, Standing, useMoney } from './words.tsx'

/** One renewal: what is at stake and until when, how it is judged, what speaks for and against it, and how it ended. */
export function RenewalPage() {
  const { t } = useTranslation('renewals')
  const { id } = useParams({ from: '/frame/renewals/$id' })
  const { data, error, refetch } = useQuery(renewalQuery(id))
  const name = data?.account.name ?? '…'
  return (
    <Page
      title={t('page.of', { name })}
      path={[{ label: t('title'), to: '/renewals' }, { label: name }]}
      sub={data ? <Head renewal={data} /> : null}
      actions={data ? <Ends renewal={data} /> : null}
    >
      {error ? (
        <>
          <ErrorState error={error} onRetry={() => void refetch()} />
          <p>
            <Link to="/renewals">{t('page.toList')}</Link>
          </p>
        </>
      ) : null}
      {data || error ? null : <BoneLines widths={[60, 100, 100, 80]} height={36} />}
      {data ? <Body renewal={data} /> : null}
    </Page>
  )
}

function Head({ renewal }: { renewal: Renewal }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const ended = renewal.closedAt ? format.dayPlain(dayAt(renewal.closedAt, format)) : null
  return (
    <span className={styles.head}>
      <Standing renewal={renewal} />
      <Chip>{renewal.autoRenews ? t('auto') : t('notAuto')}</Chip>
      <span className="quiet">
        {ended === null
          ? t('page.openedOn', { day: format.dayPlain(renewal.openedOn) })
          : renewal.closedBy
            ? t('page.closed', { day: ended, name: renewal.closedBy.name })
            : t('page.closedByItself', { day: ended })}
      </span>
      <Link to="/customers/$id" params={{ id: renewal.account.id }} search={{ tab: 'contracts' }}>
        {t('page.toCustomer')}
      </Link>
    </span>
  )
}

/** How a renewal is closed, or its closing taken back. */
function Ends({ renewal }: { renewal: Renewal }) {
  const { t } = useTranslation('renewals')
  const [ending, setEnding] = useState<'renew' | 'lose' | null>(null)
  const moves = useRenewalMoves(renewal)
  const mayWrite = useMay('accounts.write')
  if (!mayWrite) return null
  if (renewal.status === 'closed')
    return renewal.mayReopen ? (
      <Button variant="default" size="xs" onClick={() => void moves.reopen()}>
        {t('page.reopen')}
      </Button>
    ) : null
  if (renewal.status !== 'open') return null
  return (
    <>
      <Button size="xs" onClick={() => setEnding('renew')}>
        {t('page.renew')}
      </Button>
      <Button size="xs" variant="default" onClick={() => setEnding('lose')}>
        {t('page.lose')}
      </Button>
      {ending === 'renew' ? <RenewDialog renewal={renewal} onClose={() => setEnding(null)} /> : null}
      {ending === 'lose' ? <LoseDialog renewal={renewal} onClose={() => setEnding(null)} /> : null}
    </>
  )
}

function Body({ renewal }: { renewal: Renewal }) {
  const { t } = useTranslation('renewals')
  return (
    <>
      <Figures renewal={renewal} />
      {renewal.status === 'withdrawn' ? <p className="quiet">{t('page.withdrawn')}</p> : null}
      <div className={styles.columns}>
        <div>
          {renewal.loss ? <PostMortem loss={renewal.loss} /> : null}
          <Judgement renewal={renewal} />
          <Decisions renewal={renewal} />
        </div>
        <aside>
          <Checklist renewal={renewal} />
          {renewal.status === 'open' ? <ForCustomer id={renewal.id} /> : null}
          <CustomerFacts facts={renewal.facts} />
        </aside>
      </div>
    </>
  )
}

function Figures({ renewal }: { renewal: Renewal }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const money = useMoney()(renewal.currency)
  const done = renewal.status !== 'open'
  const figures = [
    {
      name: t('page.notice'),
      value: renewal.noticeBy ? format.day(renewal.noticeBy) : t('page.noNotice'),
      end: renewal.noticeBy ? <Left until={renewal.noticeBy} done={done} deadline /> : null,
    },
    {
      name: t('page.termEnd'),
      value: format.day(renewal.termEnd),
      end: <Left until={renewal.termEnd} done={done} />,
    },
    {
      name: t('page.atStake'),
      value: renewal.atStake === null ? '—' : money.money(renewal.atStake),
      end: renewal.atStake === null ? <span className="quiet">{t('page.noPrice')}</span> : null,
    },
    ...(renewal.status === 'closed'
      ? [{ name: t('columns.after'), value: money.money(renewal.closedAmount), end: null }]
      : []),
    { name: t('page.owner'), value: renewal.owner?.name ?? t('page.nobody'), end: null },
  ]
  return (
    <dl className={styles.figures}>
      {figures.map(({ name, value, end }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">
            <strong>{value}</strong> {end}
          </dd>
        </div>
      ))}
    </dl>
  )
}
