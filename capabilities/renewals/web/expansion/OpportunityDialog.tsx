import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { GradeMark } from '#web/ui/Chip.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { useMoney } from '../words.tsx'
import { opportunityQuery, type OpportunityPage } from './apis.ts'
import { Because } from './Because.tsx'
import styles from './expansion.module.css'
import { LoseDialog } from './LoseDialog.tsx'
import { OpportunityForm } from './OpportunityForm.tsx'
import { useExpansionMoves } from './useExpansionMoves.ts'
import { WinDialog } from './WinDialog.tsx'
import { HeldBack, StageChip, useOffered } from './words.tsx'

/** One opportunity: why it came up, what stands against proposing it yet, how far it has come, and how it ends. */
export function OpportunityDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('expansion')
  const { data, error, refetch } = useQuery(opportunityQuery(id))
  return (
    <Dialog opened onClose={onClose} title={data ? t('page.of', { name: data.account.name }) : t('title')} size={640}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[60, 100, 80]} height={32} />}
      {data ? <Body opportunity={data} onClose={onClose} /> : null}
    </Dialog>
  )
}

function Body({ opportunity, onClose }: { opportunity: OpportunityPage; onClose: () => void }) {
  const { t } = useTranslation('expansion')
  const mayWrite = useMay('accounts.write')
  const isOpen = opportunity.closedOn === null
  return (
    <>
      <Head opportunity={opportunity} />
      {opportunity.heldBack ? (
        <div className={styles.heldBack}>
          <HeldBack heldBack={opportunity.heldBack} />
        </div>
      ) : null}
      <Because opportunity={opportunity} />
      {isOpen && mayWrite ? (
        // Another version is another form: what somebody else changed is seen.
        <OpportunityForm key={opportunity.version} opportunity={opportunity} />
      ) : (
        <Said opportunity={opportunity} />
      )}
      {mayWrite ? <Ends opportunity={opportunity} onClose={onClose} /> : null}
      {opportunity.stage === 'won' ? <Ledger opportunity={opportunity} /> : null}
      <p className={styles.foot}>
        <Link to="/customers/$id" params={{ id: opportunity.account.id }} search={{ tab: 'contracts' }}>
          {t('page.toCustomer')}
        </Link>
      </p>
    </>
  )
}

function Head({ opportunity }: { opportunity: OpportunityPage }) {
  const { t } = useTranslation('expansion')
  const format = useFormat()
  const offered = useOffered()
  const { closedOn, since, health, renewalOn } = opportunity
  return (
    <p className={styles.head}>
      <StageChip opportunity={opportunity} />
      <strong>{offered(opportunity)}</strong>
      <GradeMark grade={health.grade} score={health.score} />
      <span className="quiet">
        {closedOn
          ? t('page.closedOn', { day: format.dayPlain(closedOn) })
          : t('page.since', { day: format.dayPlain(since) })}
        {renewalOn ? ` · ${t('page.renewalOn', { day: format.dayPlain(renewalOn) })}` : null}
      </span>
    </p>
  )
}

/** What was written of one that is closed, or that one may only read. */
function Said({ opportunity }: { opportunity: OpportunityPage }) {
  const { t } = useTranslation('expansion')
  const money = useMoney()(opportunity.currency)
  const { amount, refusal, note, owner } = opportunity
  return (
    <dl className={styles.said}>
      <dt>{t('columns.amount')}</dt>
      <dd className="num">{money.money(amount)}</dd>
      <dt>{t('columns.owner')}</dt>
      <dd>{owner?.name ?? '—'}</dd>
      {refusal ? (
        <>
          <dt>{t('losing.refusal')}</dt>
          <dd>{t(`refusals.${refusal}`)}</dd>
        </>
      ) : null}
      {note ? (
        <>
          <dt>{t('page.note')}</dt>
          <dd className={styles.long}>{note}</dd>
        </>
      ) : null}
    </dl>
  )
}

function Ends({ opportunity, onClose }: { opportunity: OpportunityPage; onClose: () => void }) {
  const { t } = useTranslation('expansion')
  const [ending, setEnding] = useState<'win' | 'lose' | null>(null)
  const { reopen } = useExpansionMoves()
  if (opportunity.closedOn !== null)
    return (
      <Button variant="default" size="xs" onClick={() => void reopen(opportunity)}>
        {t('page.reopen')}
      </Button>
    )
  const done = () => {
    setEnding(null)
    onClose()
  }
  return (
    <div className={styles.ends}>
      <Button size="xs" variant="default" onClick={() => setEnding('win')}>
        {t('page.win')}
      </Button>
      <Button size="xs" variant="default" onClick={() => setEnding('lose')}>
        {t('page.lose')}
      </Button>
      {ending === 'win' ? <WinDialog opportunity={opportunity} onDone={done} onClose={() => setEnding(null)} /> : null}
      {ending === 'lose' ? (
        <LoseDialog opportunity={opportunity} onDone={done} onClose={() => setEnding(null)} />
      ) : null}
    </div>
  )
}

/** What the ledger of MRR says came of it. */
function Ledger({ opportunity }: { opportunity: OpportunityPage }) {
  const { t } = useTranslation('expansion')
  const format = useFormat()
  return (
    <section className={styles.ledger}>
      <h3>{t('page.ledger')}</h3>
      {opportunity.movements.length === 0 ? (
        <p className="quiet">{t('page.noLedger')}</p>
      ) : (
        <ul>
          {opportunity.movements.map(({ on, kind, product, mrr }) => (
            <li key={`${on} ${kind} ${product}`} className="num">
              {format.dayPlain(on)} {t(`kinds.${kind}`)} {product} MRR +{format.money(mrr)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
