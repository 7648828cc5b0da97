import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { oneOf } from '#web/router/search.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { FilterBar } from '#web/ui/FilterBar.tsx'
import { expansion, type Rate } from './apis.ts'
import styles from './expansion.module.css'
import { Filter } from './Filters.tsx'
import { type ExpansionSearch, groups, ranges, ratesOf } from './search.ts'

type RatesAnswer = Awaited<ReturnType<typeof expansion.rates.call>>

/** How much upsell and cross-sell there was against the MRR there had been, by whom or whose, from the ledger. */
export function Rates({ search }: { search: ExpansionSearch }) {
  const { t } = useTranslation('expansion')
  const format = useFormat()
  const asked = ratesOf(search, format.today())
  const { data, error, refetch } = useQuery(
    expansion.rates.queryOptions({ input: asked, placeholderData: keepPreviousData }),
  )
  return (
    <>
      <FilterBar label={t('filters.label')}>
        <Filter
          name="range"
          label={t('rates.range')}
          value={oneOf(search.range, ranges)}
          search={search}
          choices={ranges.map((value) => ({ value, label: t('rates.months', { count: Number(value) }) }))}
        />
        <Filter
          name="group"
          label={t('rates.group')}
          value={asked.group}
          search={search}
          choices={groups.map((value) => ({ value, label: t(`rates.groups.${value}`) }))}
        />
      </FilterBar>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[60, 100, 100]} height={34} />}
      {data ? <RateTable data={data} asked={asked} /> : null}
    </>
  )
}

function RateTable({ data, asked }: { data: RatesAnswer; asked: ReturnType<typeof ratesOf> }) {
  const { t } = useTranslation('expansion')
  const format = useFormat()
  if (data.total.customers === 0) return <EmptyState icon="chart">{t('rates.empty')}</EmptyState>
  const nameOf = ({ key, label }: Rate) =>
    label ? inLanguage(label, format.language) : key || t(asked.group === 'owner' ? 'filters.nobody' : 'rates.none')
  return (
    <Section title={t(`rates.groups.${asked.group}`)} flush>
      <FigureTable
        label={t('views.rates')}
        heads={[
          t(`rates.names.${asked.group}`),
          ...(['customers', 'mrr', 'upsell', 'crossSell', 'upsellRate', 'crossSellRate', 'bought'] as const).map(
            (one) => ({ end: t(`rates.columns.${one}`) }),
          ),
        ]}
      >
        <tbody>
          {data.groups.map((rate) => (
            <RateRow key={rate.key} name={nameOf(rate)} rate={rate} />
          ))}
        </tbody>
        <tfoot>
          <RateRow name={t('rates.total')} rate={data.total} />
        </tfoot>
      </FigureTable>
      <p className={styles.foot}>
        {t('rates.how', { from: format.dayPlain(asked.from), until: format.dayPlain(asked.until) })}
        {asked.group === 'segment' ? ` ${t('rates.overlap')}` : null}
      </p>
    </Section>
  )
}

function RateRow({ name, rate }: { name: string; rate: Rate }) {
  const { t } = useTranslation('expansion')
  const format = useFormat()
  const share = (part: number) => (rate.mrr === 0 ? '—' : format.percent(Math.round((1000 * part) / rate.mrr) / 10))
  const amount = (minor: number) => (
    <td data-end title={format.money(minor)}>
      {minor === 0 ? <span className="quiet">0</span> : format.moneyShort(minor)}
    </td>
  )
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-end>{format.number(rate.customers)}</td>
      {amount(rate.mrr)}
      {amount(rate.upsell)}
      {amount(rate.crossSell)}
      <td data-end data-strong>
        {share(rate.upsell)}
      </td>
      <td data-end data-strong>
        {share(rate.crossSell)}
      </td>
      <td data-end>{t('rates.boughtBoth', { upsell: rate.upsellCustomers, crossSell: rate.crossSellCustomers })}</td>
    </tr>
  )
}
