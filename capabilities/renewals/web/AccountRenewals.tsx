import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Row, Section } from '#web/ui/Section.tsx'
import { renewals } from './apis.ts'
import { Left, Standing, useMoney } from './words.tsx'

/** The renewals of a customer, those open first; nothing where there never was one. */
export function AccountRenewals({ accountId }: { accountId: string }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const money = useMoney()
  const { data } = useQuery(renewals.ofAccount.queryOptions({ input: { id: accountId } }))
  if (!data || data.rows.length === 0) return null
  return (
    <Section title={t('ofAccount.title')}>
      {data.rows.map((renewal) => (
        <Row
          key={renewal.id}
          lead={<Standing renewal={renewal} />}
          end={
            <Link to="/renewals/$id" params={{ id: renewal.id }}>
              {t('ofAccount.open')}
            </Link>
          }
        >
          <span className="num">
            {t('page.termEnd')} {format.dayPlain(renewal.termEnd)}{' '}
            <Left until={renewal.termEnd} done={renewal.status !== 'open'} />{' '}
            <span className="quiet">
              {money(renewal.currency).money(renewal.status === 'closed' ? renewal.closedAmount : renewal.atStake)}
            </span>
          </span>
        </Row>
      ))}
    </Section>
  )
}
