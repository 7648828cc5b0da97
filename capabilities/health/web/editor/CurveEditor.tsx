import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { curveFor, shapesFor } from '#capabilities/health/core/draftCurve.ts'
import type { Curve, Measure } from '#capabilities/health/core/scorecard.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import styles from './editor.module.css'
import { Figures } from './Figures.tsx'
import { NumberBox, Wrong } from './fields.tsx'
import { Group, LineFigures } from './LineFigures.tsx'

/** A curve of one shape that is being edited. */
export type Part<Shape extends Curve['shape']> = {
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
