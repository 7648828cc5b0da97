import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { curveFor, mayGroup, shapesFor } from '#capabilities/health/core/draftCurve.ts'
import { fewestPeers } from '#capabilities/health/core/peers.ts'
import type { Curve, Measure } from '#capabilities/health/core/scorecard.ts'
import { minorDigits } from '#kernel/money.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useSession } from '#web/session.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { useEditing } from './editing.ts'
import styles from './editor.module.css'
import { NumberBox, Wrong } from './fields.tsx'
import { LineGraph } from './LineGraph.tsx'
import { newCorner } from './lineScale.ts'

type Part<Shape extends Curve['shape']> = {
  curve: Curve & { shape: Shape }
  fact: FactDefinition
  field: string
  onChange: (curve: Curve) => void
}

/** How a value becomes points: drawn where it is a line, and as figures. */
export function CurveEditor({
  measure,
  fact,
  field,
  onChange,
}: {
  measure: Measure
  fact: FactDefinition
  field: string
  onChange: (curve: Curve) => void
}) {
  const { t } = useTranslation('scorecards')
  const { curve } = measure
  const shapes = shapesFor(fact.type)
  const parts = { fact, field, onChange }
  return (
    <div className={styles.curvePart}>
      <div className={styles.partHead}>
        <h5>{t('curve.title')}</h5>
        {shapes.length > 1 ? (
          <NativeSelect
            size="xs"
            aria-label={t('curve.shape')}
            value={curve.shape}
            data={shapes.map((shape) => ({ value: shape, label: t(`curve.shapes.${shape}`) }))}
            onChange={(event) => onChange(reshaped(curve, fact, event.currentTarget.value as Curve['shape']))}
          />
        ) : null}
      </div>
      <Wrong field={`${field}.shape`} />
      {curve.shape === 'line' ? <LineFigures {...parts} curve={curve} name={measure.label} /> : null}
      {curve.shape === 'percentile' ? (
        <>
          <Group {...parts} curve={curve} />
          <LineFigures {...parts} curve={curve} name={measure.label} />
        </>
      ) : null}
      {curve.shape === 'bands' ? <BandFigures {...parts} curve={curve} /> : null}
      {curve.shape === 'yes_no' ? <YesNoFigures {...parts} curve={curve} /> : null}
      {curve.shape === 'choice' ? <ChoiceFigures {...parts} curve={curve} /> : null}
    </div>
  )
}

/** The same figures in the other shape, where they have a meaning there. */
function reshaped(curve: Curve, fact: FactDefinition, shape: Curve['shape']): Curve {
  if (curve.shape === 'line' && shape === 'bands') {
    const [first, ...rest] = curve.corners
    return { shape, below: first?.points ?? 0, bands: rest.map(({ at, points }) => ({ from: at, points })) }
  }
  if (curve.shape === 'bands' && shape === 'line' && curve.bands.length > 1)
    return { shape, corners: curve.bands.map(({ from, points }) => ({ at: from, points })) }
  return curveFor(fact, shape)
}

const counted = ['days', 'people', 'count', 'weeks', 'seats']

/** Among whom a value's place is looked at: all customers, or those alike in a fact. */
function Group({ curve, field, onChange }: Part<'percentile'>) {
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

/** A place among customers as it is said, and written: percent, from the lowest. */
const placeFact: FactDefinition = { key: 'place', type: 'percent', owner: 'health', label: { ja: '位置', en: 'Place' } }

function LineFigures({
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

function BandFigures({ curve, fact, field, onChange }: Part<'bands'>) {
  const { t } = useTranslation('scorecards')
  const { bands } = curve
  const last = bands.at(-1)
  return (
    <>
      <Wrong field={`${field}.bands`} />
      <Figures
        fact={fact}
        heading={t('curve.from')}
        rows={bands.map(({ from, points }) => ({ value: from, points }))}
        fields={(row) => [`${field}.bands.${row}.from`, `${field}.bands.${row}.points`]}
        onChange={(row, { value, points }) => onChange({ ...curve, bands: bands.with(row, { from: value, points }) })}
        onRemove={bands.length > 1 ? (row) => onChange({ ...curve, bands: bands.toSpliced(row, 1) }) : undefined}
        first={
          <tr>
            <td>{t('curve.below')}</td>
            <td>
              <NumberBox
                label={t('curve.below')}
                field={`${field}.below`}
                value={curve.below}
                onChange={(below) => onChange({ ...curve, below })}
              />
            </td>
            <td />
          </tr>
        }
      />
      <Button
        size="compact-xs"
        variant="default"
        onClick={() =>
          onChange({ ...curve, bands: [...bands, { from: (last?.from ?? 0) + 1, points: last?.points ?? 100 }] })
        }
      >
        {t('curve.addBand')}
      </Button>
    </>
  )
}

function YesNoFigures({ curve, field, onChange }: Part<'yes_no'>) {
  const { t } = useTranslation('scorecards')
  return (
    <div className={styles.pairs}>
      {(['yes', 'no'] as const).map((answer) => (
        <label key={answer}>
          {t(`curve.${answer}`)}
          <NumberBox
            label={t(`curve.${answer}`)}
            field={`${field}.${answer}`}
            value={curve[answer]}
            onChange={(points) => onChange({ ...curve, [answer]: points })}
          />
        </label>
      ))}
    </div>
  )
}

function ChoiceFigures({ curve, fact, field, onChange }: Part<'choice'>) {
  const { t } = useTranslation('scorecards')
  const { language } = useFormat()
  const choices = new Map((fact.choices ?? []).map(({ key, label }) => [key, inLanguage(label, language)]))
  const keys = [...new Set([...choices.keys(), ...Object.keys(curve.points)])]
  return (
    <div className={styles.pairs}>
      {keys.length === 0 ? <p className="quiet small">{t('curve.noChoices')}</p> : null}
      <Wrong field={`${field}.points`} />
      {keys.map((key) => (
        <label key={key}>
          {choices.get(key) ?? key}
          <NumberBox
            label={choices.get(key) ?? key}
            field={`${field}.points.${key}`}
            value={curve.points[key] ?? 0}
            onChange={(points) => onChange({ ...curve, points: { ...curve.points, [key]: points } })}
          />
        </label>
      ))}
    </div>
  )
}

type Row = { value: number; points: number }

/** Values and their points, a line each. Money is written in the currency's own units, kept in its smallest. */
function Figures({
  fact,
  rows,
  heading,
  fields,
  onChange,
  onRemove,
  first,
}: {
  fact: FactDefinition
  rows: readonly Row[]
  heading?: string
  fields: (row: number) => readonly [value: string, points: string]
  onChange: (row: number, to: Row) => void
  onRemove: ((row: number) => void) | undefined
  first?: React.ReactNode
}) {
  const { t } = useTranslation('scorecards')
  const { currency } = useSession().workspace
  const minor = fact.type === 'money' ? 10 ** minorDigits(currency) : 1
  const unit = fact.type === 'percent' || fact.unit === 'percent' ? '%' : fact.type === 'money' ? currency : undefined
  return (
    <table className={styles.figures}>
      <thead>
        <tr>
          <th scope="col">{heading ?? t('curve.value')}</th>
          <th scope="col">{t('curve.points')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('act.menu', { card: t('curve.title') })}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {first}
        {rows.map((row, at) => (
          // Lines have no identity but their place: their values are what is being changed.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={at}>
            <td>
              <NumberBox
                label={t('curve.valueOf', { number: at + 1 })}
                field={fields(at)[0]}
                value={row.value / minor}
                {...(unit ? { suffix: unit } : {})}
                onChange={(value) => onChange(at, { ...row, value: Math.round(value * minor * 1e6) / 1e6 })}
              />
            </td>
            <td>
              <NumberBox
                label={t('curve.pointsOf', { number: at + 1 })}
                field={fields(at)[1]}
                value={row.points}
                onChange={(points) => onChange(at, { ...row, points })}
              />
            </td>
            <td>
              {onRemove ? (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('curve.remove', { number: at + 1 })}
                  onClick={() => onRemove(at)}
                >
                  <Icon name="close" size={14} />
                </ActionIcon>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
