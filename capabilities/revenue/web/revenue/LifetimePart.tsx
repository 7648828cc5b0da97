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
import { Section } from '#web/ui/Section.tsx'
import { Why } from '../Why.tsx'
import { Figure, WhyTable } from '../WhyTable.tsx'
import { Assumptions } from './Assumptions.tsx'
import { type Lifetime, measures } from './apis.ts'
import { More } from './More.tsx'
import styles from './revenue.module.css'
import { useAsked } from './useAsked.ts'
import { type Expected, formDefinition, monthsDefinition, paybackDefinition, worthDefinition } from './why/lifetime.ts'

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
        {data.payback ? <Payback lifetime={data} settled={settled} /> : null}
      </Section>
      <Accounts settled={settled} lifetime={data} />
      {assuming ? <Assumptions assumptions={data.assumptions} onClose={() => setAssuming(false)} /> : null}
    </>
  )
}

function Forms({ lifetime, settled }: { lifetime: Lifetime; settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const { t: terms } = useTranslation('revenueWhy')
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
  const figure = (form: (typeof forms)[number], bound: 'value' | 'low' | 'high') => {
    const definition = formDefinition(lifetime, form, bound, { t: terms, format })
    return definition ? <Figure name={definition.name} value={definition.value} why={() => definition} /> : '—'
  }
  const why = (form: (typeof forms)[number]) => {
    if (form === 'margin_by_churn' && assumptions.marginPercent === null) return t('lifetime.noMargin')
    if (form.endsWith('by_churn') && churn.left === 0) return t('lifetime.neverLeft')
    if (form === 'by_survival' && values.by_survival.value === null) return t('lifetime.unsupported')
    return t(`lifetime.uses.${form}`, words)
  }
  return (
    <WhyTable label={t('lifetime.title')} className={styles.table} settled={settled}>
      <thead>
        <tr>
          <th scope="col">{t('lifetime.form')}</th>
          <th scope="col">{t('lifetime.value')}</th>
          <th scope="col">{t('lifetime.low')}</th>
          <th scope="col">{t('lifetime.high')}</th>
          <th scope="col" className={styles.text}>
            {t('lifetime.inputs')}
          </th>
        </tr>
      </thead>
      <tbody>
        {forms.map((form) => (
          <tr key={form} data-sum={settled?.lifetimeValue === form || undefined}>
            <th scope="row">{t(`lifetime.forms.${form}`)}</th>
            <td>{figure(form, 'value')}</td>
            <td>{figure(form, 'low')}</td>
            <td>{figure(form, 'high')}</td>
            <td className={styles.inputs}>{why(form)}</td>
          </tr>
        ))}
      </tbody>
    </WhyTable>
  )
}

function Payback({ lifetime, settled }: { lifetime: Lifetime; settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const { t: words } = useTranslation('revenueWhy')
  const format = useFormat()
  const { cost, won } = lifetime.payback!
  return (
    <p>
      <strong>{t('lifetime.payback')}</strong>{' '}
      <Why definition={paybackDefinition(lifetime, { t: words, format })} settled={settled} />
      {t('lifetime.paybackText', { cost: format.money(Math.round(cost)), won: format.number(won) })}
    </p>
  )
}

/** Customers with how long they are expected to stay and what that is worth, the dearest first. */
function Accounts({ settled, lifetime }: { settled: Conventions | undefined; lifetime: Lifetime }) {
  const { t } = useTranslation('revenuePage')
  const { t: words } = useTranslation('revenueWhy')
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
  const figures = (expected: Expected) => {
    const count = Math.round(expected.months * 10) / 10
    return (
      <>
        <td>
          <Figure
            name={t('lifetime.expected')}
            value={t('lifetime.monthsCount', { count })}
            why={() => monthsDefinition(expected, lifetime, { t: words, format })}
          />
        </td>
        <td>
          <Figure
            name={t('lifetime.worth')}
            value={format.money(Math.round(expected.value))}
            why={() => worthDefinition(expected, lifetime, { t: words, format })}
          />
        </td>
      </>
    )
  }
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
        <WhyTable label={t('lifetime.accounts')} className={styles.table} settled={settled}>
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
                {value === null || months === null ? (
                  <>
                    <td>{unsupported}</td>
                    <td>{unsupported}</td>
                  </>
                ) : (
                  figures({ mrr, stayed, months, value, horizon: Number(horizon) })
                )}
              </tr>
            ))}
          </tbody>
        </WhyTable>
      ) : null}
      <More list={list} />
    </Section>
  )
}
