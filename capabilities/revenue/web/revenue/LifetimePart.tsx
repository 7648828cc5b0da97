import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Definition, Why } from '../Why.tsx'
import { Assumptions } from './Assumptions.tsx'
import { type Lifetime, measures } from './apis.ts'
import { More } from './More.tsx'
import styles from './revenue.module.css'
import { useAsked } from './useAsked.ts'

const forms = ['price_by_duration', 'revenue_by_churn', 'margin_by_churn', 'by_survival'] as const
const horizons = ['12', '24', '36'] as const

/** What a customer is worth by every form, each with what went into it; and how long each is expected to stay. */
export function LifetimePart({ settled }: { settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const { segment } = useAsked()
  const mayAssume = useMay('fields.manage')
  const [assuming, setAssuming] = useState(false)
  const { data, error, refetch } = useQuery(measures.lifetime.queryOptions({ input: segment }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 100, 80]} height={56} />
  return (
    <>
      <Section
        title={t('lifetime.title')}
        note={t('lifetime.note')}
        actions={
          mayAssume ? (
            <Button variant="default" size="xs" onClick={() => setAssuming(true)}>
              {t('lifetime.assume')}
            </Button>
          ) : null
        }
      >
        <Forms lifetime={data} settled={settled} />
        {data.payback ? <Payback payback={data.payback} /> : null}
      </Section>
      <Accounts settled={settled} assumptions={data.assumptions} />
      {assuming ? <Assumptions assumptions={data.assumptions} onClose={() => setAssuming(false)} /> : null}
    </>
  )
}

function Forms({ lifetime, settled }: { lifetime: Lifetime; settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const { arpa, churn, stayed, assumptions, forms: values } = lifetime
  const one = (value: number | null) => format.number(value === null ? null : Math.round(value * 10) / 10)
  const words = {
    arpa: format.money(arpa === null ? null : Math.round(arpa)),
    stayed: one(stayed),
    churn: churn.value === null ? '—' : `${format.number(Math.round(churn.value * 10_000) / 100)}%`,
    left: format.number(churn.left),
    exposed: format.number(churn.exposed),
    margin: assumptions.marginPercent === null ? t('lifetime.whole') : format.percent(assumptions.marginPercent),
    discount: format.percent(assumptions.discountPercent ?? 0),
    horizon: values.by_survival.horizon,
    months: one(values.by_survival.months),
  }
  const whole = (value: number | null) => format.money(value === null ? null : Math.round(value))
  const why = (form: (typeof forms)[number]) => {
    if (form === 'margin_by_churn' && assumptions.marginPercent === null) return t('lifetime.noMargin')
    if (form.endsWith('by_churn') && churn.left === 0) return t('lifetime.neverLeft')
    return t(`lifetime.uses.${form}`, words)
  }
  return (
    <Scroll label={t('lifetime.title')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('lifetime.form')}</th>
            <th scope="col">{t('lifetime.value')}</th>
            <th scope="col">{t('lifetime.interval')}</th>
            <th scope="col" className={styles.text}>
              {t('lifetime.inputs')}
            </th>
          </tr>
        </thead>
        <tbody>
          {forms.map((form) => {
            const { value, low, high } = values[form]
            return (
              <tr key={form} data-sum={settled?.lifetimeValue === form || undefined}>
                <th scope="row">{t(`lifetime.forms.${form}`)}</th>
                <td>{whole(value)}</td>
                <td>{low === null || high === null ? '—' : `${whole(low)} – ${whole(high)}`}</td>
                <td className={styles.text}>{why(form)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Scroll>
  )
}

function Payback({ payback: { won, cost, months } }: { payback: NonNullable<Lifetime['payback']> }) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  return (
    <p>
      <strong>{t('lifetime.payback')}</strong>{' '}
      {t('lifetime.paybackText', {
        cost: format.money(Math.round(cost)),
        won: format.number(won),
        months: format.number(Math.round(months * 10) / 10),
      })}
    </p>
  )
}

/** Customers with how long they are expected to stay and what that is worth, the dearest first. */
function Accounts({
  settled,
  assumptions,
}: {
  settled: Conventions | undefined
  assumptions: Lifetime['assumptions']
}) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const { search, set, segment } = useAsked()
  const horizon = oneOf(search.horizon, horizons)
  const list = useInfiniteQuery(
    measures.lifetimes.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...segment,
        horizon: Number(horizon),
        limit: 50,
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const { marginPercent: margin, discountPercent: discount } = assumptions
  const worthOf = (mrr: number, months: number, value: number): Definition => ({
    name: t('lifetime.worth'),
    terms: [{ name: t('names.mrr'), text: format.money(mrr) }],
    by: {
      how: '×',
      name: t(margin === null && !discount ? 'lifetime.expected' : 'lifetime.weighted'),
      text: format.number(Math.round((margin === null && !discount ? months : value / mrr) * 10_000) / 10_000),
    },
    value: format.money(Math.round(value)),
  })
  const unsupported = (
    <span className="quiet" title={t('lifetime.unsupported')}>
      —
    </span>
  )
  return (
    <Section
      title={t('lifetime.accounts')}
      note={t('lifetime.accountsNote', { count: Number(horizon) })}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('lifetime.horizon')}
          value={horizon}
          onChange={(event) => set({ horizon: event.currentTarget.value })}
          data={horizons.map((value) => ({ value, label: t(`lifetime.horizons.${value}`) }))}
        />
      }
    >
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <BoneLines widths={[100, 100, 80]} height={32} /> : null}
      {list.data && rows.length === 0 ? <p className="quiet">{t('lifetime.none')}</p> : null}
      {rows.length > 0 ? (
        <Scroll label={t('lifetime.accounts')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('movements.customer')}</th>
                <th scope="col">{t('names.mrr')}</th>
                <th scope="col">{t('lifetime.stayed')}</th>
                <th scope="col">{t('lifetime.expected')}</th>
                <th scope="col">{t('lifetime.worth')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ account, mrr, stayed, months, value }) => (
                <tr key={account.id}>
                  <th scope="row">
                    <Link to="/customers/$id" params={{ id: account.id }} search={{ tab: 'contracts' }}>
                      {account.name}
                    </Link>
                  </th>
                  <td>{format.money(mrr)}</td>
                  <td>{t('lifetime.monthsCount', { count: stayed })}</td>
                  <td>
                    {months === null ? unsupported : t('lifetime.monthsCount', { count: Math.round(months * 10) / 10 })}
                  </td>
                  <td>
                    {value === null || months === null ? (
                      unsupported
                    ) : (
                      <Why definition={worthOf(mrr, months, value)} settled={settled} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
      <More list={list} />
    </Section>
  )
}
