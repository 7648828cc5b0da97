import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { mayGroup } from '#capabilities/health/core/draftCurve.ts'
import { fewestPeers } from '#capabilities/health/core/peers.ts'
import type { Measure } from '#capabilities/health/core/scorecard.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import type { Part } from './CurveEditor.tsx'
import { useEditing } from './editing.ts'
import { Figures } from './Figures.tsx'
import { Wrong } from './fields.tsx'
import { LineGraph } from './LineGraph.tsx'
import { newCorner } from './lineScale.ts'

/** Among whom a value's place is looked at: all customers, or those alike in a fact. */
export function Group({ curve, field, onChange }: Part<'percentile'>) {
  const { t } = useTranslation('scorecards')
  const { catalogue, late } = useEditing()
  const { language } = useFormat()
  const groups = catalogue.all.filter((one) => mayGroup(one) && !late.has(one.key))
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('curve.within')}
        description={t('curve.withinHelp', { needed: fewestPeers })}
        value={curve.within ?? ''}
        data={[
          { value: '', label: t('curve.withinAll') },
          ...groups.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) })),
        ]}
        onChange={(event) => onChange({ ...curve, within: event.currentTarget.value || null })}
      />
      <Wrong field={`${field}.within`} />
    </>
  )
}

const counted = ['days', 'people', 'count', 'weeks', 'seats']

/** A place among customers as it is said, and written: percent, from the lowest. */
const placeFact: FactDefinition = { key: 'place', type: 'percent', owner: 'health', label: { ja: '位置', en: 'Place' } }

/** A line over values, or over places among customers: drawn, and as figures. */
export function LineFigures({
  curve,
  fact: measured,
  field,
  onChange,
  name,
}: Part<'line' | 'percentile'> & { name: Measure['label'] }) {
  const { t } = useTranslation('scorecards')
  const { settle } = useEditing()
  const { language } = useFormat()
  const text = useFactText()
  const { corners } = curve
  const isPlace = curve.shape === 'percentile'
  const fact = isPlace ? placeFact : measured
  const put = (next: (typeof curve)['corners']) => onChange({ ...curve, corners: next })
  const move = (index: number, corner: (typeof corners)[number]) => {
    const at = isPlace ? Math.min(100, Math.max(0, corner.at)) : corner.at
    put(corners.with(index, { ...corner, at }))
  }
  const remove = (index: number) => (corners.length > 2 ? put(corners.toSpliced(index, 1)) : undefined)
  const add = () => {
    const { index, ...corner } = newCorner(corners)
    settle()
    put(corners.toSpliced(index, 0, corner))
  }
  return (
    <>
      <LineGraph
        label={t('curve.graph', { name: inLanguage(name, language) })}
        corners={corners}
        whole={isPlace || fact.type === 'money' || counted.includes(fact.unit ?? '')}
        said={(value) => text(fact, value, true)}
        onMove={move}
        onSettle={settle}
        onRemove={remove}
        {...(isPlace ? { bounds: { from: 0, to: 100 } } : {})}
      />
      <p className="quiet small">{isPlace ? t('curve.placeHelp') : t('curve.help')}</p>
      <Wrong field={`${field}.corners`} />
      <Figures
        fact={fact}
        {...(isPlace ? { heading: t('curve.place') } : {})}
        rows={corners.map(({ at, points }) => ({ value: at, points }))}
        fields={(row) => [`${field}.corners.${row}.at`, `${field}.corners.${row}.points`]}
        onChange={(row, { value, points }) => put(corners.with(row, { at: value, points }))}
        onRemove={corners.length > 2 ? remove : undefined}
      />
      <Button size="compact-xs" variant="default" onClick={add}>
        {t('curve.add')}
      </Button>
    </>
  )
}
