import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { Row, Section } from '#web/ui/Section.tsx'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import { useMoney } from '../words.tsx'
import { expansion } from './apis.ts'
import { NewDialog } from './NewDialog.tsx'
import { OpportunityDialog } from './OpportunityDialog.tsx'
import { StageChip, useNotYet, useOffered } from './words.tsx'

/** What a customer could have more of, those open first; one can be written down here. */
export function AccountExpansion({ account }: { account: { id: string; name: string } }) {
  const { t } = useTranslation('expansion')
  const money = useMoney()
  const offered = useOffered()
  const notYet = useNotYet()
  const mayWrite = useMay('accounts.write')
  const [shown, setShown] = useState<string | null>(null)
  const { data } = useQuery(
    expansion.list.queryOptions({ input: { account: account.id, stage: 'all', sort: 'since' } }),
  )
  if (!data) return null
  const rows = data.rows.toSorted((a, b) => Number(a.closedOn !== null) - Number(b.closedOn !== null))
  return (
    <Section
      title={t('title')}
      actions={
        mayWrite ? (
          <Button size="compact-xs" variant="default" onClick={() => setShown('new')}>
            {t('add')}
          </Button>
        ) : null
      }
    >
      {rows.length === 0 ? <p className="quiet">{t('empty.account')}</p> : null}
      {rows.map((row) => (
        <Row
          key={row.id}
          lead={<StageChip opportunity={row} />}
          end={<LinkButton onClick={() => setShown(row.id)}>{t('page.open')}</LinkButton>}
        >
          {offered(row)} <span className="num quiet">{money(row.currency).money(row.amount)}</span>
          {row.heldBack ? <div className="quiet small">{notYet(row.heldBack)}</div> : null}
        </Row>
      ))}
      {shown === 'new' ? <NewDialog begun={{ account }} onClose={() => setShown(null)} /> : null}
      {shown !== null && shown !== 'new' ? <OpportunityDialog id={shown} onClose={() => setShown(null)} /> : null}
    </Section>
  )
}
