import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { type MovementKind, movementKinds } from '#capabilities/revenue/core/ledger/movement.ts'
import { Waterfall as Chart } from '#web/chart/Waterfall.tsx'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { measures, type Waterfall } from './apis.ts'
import { levelDefinitions, rateDefinition, retentionDefinition } from './definitions.ts'
import { kindsOf } from './kinds.ts'
import { Movements } from './Movements.tsx'
import styles from './revenue.module.css'
import { lastOf, stretchesOf } from './stretches.ts'
import { useAsked } from './useAsked.ts'
import { usePeriodName } from './usePeriodName.ts'
import type { Definition } from '../definition.ts'
import { Why } from '../Why.tsx'

/** The waterfall, the figures it ends with, and the movements of the part that was chosen. */
export function WaterfallPart({ waterfall, settled }: { waterfall: Waterfall; settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const periodName = usePeriodName()
  const { search, set, per, fiscalStart } = useAsked()
  const drill = useRef<HTMLDivElement>(null)
  const stretches = stretchesOf(waterfall.months, per, fiscalStart)
  const kinds = kindsOf(
    (kind) => t(`kinds.${kind}`),
    (kind) => stretches.some((stretch) => stretch.kinds[kind].amount !== 0),
  )
  const kind = movementKinds.find((one) => one === search.kind)
  const chosen = stretches.find(({ month }) => month === search.at)
  const title = (month: string, key: MovementKind, amount: number, accounts: number) =>
    t('waterfall.part', {
      month: periodName(month, per),
      kind: t(`kinds.${key}`),
      amount: format.money(amount),
      count: accounts,
    })
  return (
    <>
      <Figures waterfall={waterfall} settled={settled} />
      <Section title={t('waterfall.label')} note={t('waterfall.note')}>
        <Chart
          label={t('waterfall.label')}
          kinds={kinds}
          names={{ stretch: t('waterfall.month'), opening: t('waterfall.opening'), closing: t('waterfall.closing') }}
          format={format.moneyShort}
          labelOf={(month) => periodName(month, per)}
          chosen={chosen && kind ? { label: chosen.month, key: kind } : null}
          onOpen={(month, key) => {
            set({ at: month, kind: key })
            requestAnimationFrame(() => drill.current?.scrollIntoView({ block: 'nearest' }))
          }}
          steps={stretches.map(({ month, opening, closing, kinds: own }) => ({
            label: month,
            opening,
            closing,
            parts: kinds.map(({ key }) => ({
              key,
              value: own[key].amount,
              title: title(month, key, own[key].amount, own[key].accounts),
            })),
          }))}
        />
      </Section>
      <div ref={drill}>
        {chosen ? (
          <Movements
            key={`${chosen.month} ${kind}`}
            from={chosen.month}
            to={lastOf(chosen.month, per)}
            kind={kind}
            name={periodName(chosen.month, per)}
            sum={kind ? chosen.kinds[kind] : null}
          />
        ) : null}
      </div>
    </>
  )
}

/** What the last month ended with, and the twelve months to it; each opens into how it came about. */
function Figures({ waterfall, settled }: { waterfall: Waterfall; settled: Conventions | undefined }) {
  const { t } = useTranslation('revenuePage')
  const format = useFormat()
  const { search, segment, within } = useAsked()
  const last = waterfall.months.at(-1)!
  const month = `${last.month}-01`
  // Retention is told of everybody and of segments: of a part of them the figures of the whole would mislead.
  const isPart = Object.keys(within).length > Object.keys(segment).length
  const { data } = useQuery({
    ...measures.trend.queryOptions({ input: { from: month, to: month } }),
    enabled: !isPart,
  })
  const group = data?.groups.find((one) => one.segment === (search.segment ?? null))
  const point = isPart ? undefined : group?.points.at(-1)
  const words = { t, format, settled }
  const definitions: Definition[] = [
    ...levelDefinitions(last, words),
    ...(point
      ? [
          { ...retentionDefinition('nrr', point, words), name: t('names.nrrYear') },
          { ...retentionDefinition('grr', point, words), name: t('names.grrYear') },
        ]
      : []),
    rateDefinition('quickRatio', last, words),
  ]
  return (
    <dl className={styles.figures}>
      {definitions.map((definition) => (
        <div key={definition.name}>
          <dt>{definition.name}</dt>
          <dd>
            <Why definition={definition} settled={settled} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
