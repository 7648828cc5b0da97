import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { FactField } from '#web/condition/FactField.tsx'
import type { Dimension } from '#capabilities/health/core/scorecard.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Section } from '#web/ui/Section.tsx'
import { moved, newMeasure, withDimension, withMeasure } from './draft.ts'
import { useEditing } from './editing.ts'
import styles from './editor.module.css'
import { LabelBoxes, NumberBox, Wrong } from './fields.tsx'
import { MeasureEditor } from './MeasureEditor.tsx'

/** A dimension: its name and weight, and its measures. */
export function DimensionEditor({
  dimension,
  at,
  measurable,
}: {
  dimension: Dimension
  at: number
  measurable: Catalogue
}) {
  const { t } = useTranslation('scorecards')
  const { draft, catalogue, change } = useEditing()
  const among = useMemo(() => new Set(measurable.all.map(({ key }) => key)), [measurable])
  const format = useFormat()
  const [added, setAdded] = useState<string | null>(null)
  const { key, measures } = dimension
  const field = `dimensions.${at}`
  const name = inLanguage(dimension.label, format.language)
  const put = (tag: string | null, work: (now: Dimension) => Dimension) =>
    change(tag === null ? null : `${key} ${tag}`, (now) => withDimension(now, at, work))
  const share = shareOf(dimension.weight, draft.dimensions)
  const add = (fact: string) => {
    const definition = catalogue.get(fact)
    if (!definition) return
    const measure = newMeasure(definition, measures)
    setAdded(measure.key)
    put(null, (now) => ({ ...now, measures: [...now.measures, measure] }))
  }
  const moveDimension = (by: -1 | 1) => change(null, (now) => ({ ...now, dimensions: moved(now.dimensions, at, by) }))
  return (
    <Section
      title={t('dimension.heading', { name })}
      note={t('dimension.share', { share: format.percent(Math.round(share * 10) / 10) })}
      actions={
        <MoreMenu
          label={t('dimension.menu', { name })}
          choices={[
            ...(at === 0 ? [] : [{ label: t('dimension.up'), onChoose: () => moveDimension(-1) }]),
            ...(at === draft.dimensions.length - 1
              ? []
              : [{ label: t('dimension.down'), onChoose: () => moveDimension(1) }]),
            {
              label: t('dimension.remove'),
              danger: true,
              onChoose: () => change(null, (now) => ({ ...now, dimensions: now.dimensions.toSpliced(at, 1) })),
            },
          ]}
        />
      }
    >
      <div className={styles.dimensionHead}>
        <LabelBoxes
          value={dimension.label}
          field={`${field}.label`}
          onChange={(label) => put('label', (now) => ({ ...now, label }))}
        />
        <div className={styles.weightBox}>
          <span>{t('dimension.weight')}</span>
          <NumberBox
            label={`${t('dimension.weight')} ${name}`}
            field={`${field}.weight`}
            value={dimension.weight}
            onChange={(weight) => put('weight', (now) => ({ ...now, weight }))}
          />
        </div>
      </div>
      <Wrong field={`${field}.measures`} />
      {measures.map((measure, place) => (
        <MeasureEditor
          key={measure.key}
          measure={measure}
          field={`${field}.measures.${place}`}
          share={(share * shareOf(measure.weight, measures)) / 100}
          measurable={measurable}
          startsOpen={measure.key === added}
          onChange={(tag, work) => put(`${measure.key} ${tag}`, (now) => withMeasure(now, place, work))}
          onMove={(by) => put(null, (now) => ({ ...now, measures: moved(now.measures, place, by) }))}
          onRemove={() => put(null, (now) => ({ ...now, measures: now.measures.toSpliced(place, 1) }))}
          place={{ first: place === 0, last: place === measures.length - 1 }}
        />
      ))}
      <div className={styles.addMeasure} role="group" aria-label={t('dimension.addMeasure')}>
        <span className="quiet small">{t('dimension.addMeasure')}</span>
        {/* Chosen once, it is blank again for the next. */}
        <FactField key={measures.length} among={among} value="" onChange={add} />
      </div>
    </Section>
  )
}

/** Percent of the whole. */
function shareOf(weight: number, parts: readonly { weight: number }[]): number {
  const whole = parts.reduce((sum, part) => sum + part.weight, 0)
  return whole > 0 ? (100 * weight) / whole : 0
}
