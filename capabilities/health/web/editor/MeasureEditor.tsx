import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { FactField } from '#web/condition/FactField.tsx'
import type { Measure } from '#capabilities/health/core/scorecard.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { CurveEditor } from './CurveEditor.tsx'
import { otherFact } from './draft.ts'
import { useEditing, useIssue } from './editing.ts'
import styles from './editor.module.css'
import { LabelBoxes, NumberBox } from './fields.tsx'
import { Policies } from './Policies.tsx'

/** A measure as a line with its weight; it opens into what it asks, its curve, and what is done with gaps. */
export function MeasureEditor({
  measure,
  field,
  share,
  measurable,
  startsOpen,
  onChange,
  onMove,
  onRemove,
  place,
}: {
  measure: Measure
  field: string
  /** Percent of the whole score while everything is known. */
  share: number
  /** The facts that can be chosen. */
  measurable: Catalogue
  startsOpen: boolean
  onChange: (tag: string, change: (measure: Measure) => Measure) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  place: { first: boolean; last: boolean }
}) {
  const { t } = useTranslation('scorecards')
  const { catalogue, issues } = useEditing()
  const { language } = useFormat()
  const [isOpen, setOpen] = useState(startsOpen)
  const name = inLanguage(measure.label, language)
  const fact = catalogue.get(measure.fact)
  const isWrong = issues.some((issue) => issue.field.startsWith(`${field}.`))
  return (
    <div className={styles.measure} data-open={isOpen || undefined}>
      <div className={styles.measureLine}>
        <button type="button" className={styles.opener} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name="chevronRight" size={14} className={styles.turn} />
          <span className={styles.measureName}>
            {name}
            {isWrong ? <Icon name="warning" size={14} className={styles.wrongMark} /> : null}
            <span className="quiet small clip">{fact ? inLanguage(fact.label, language) : measure.fact}</span>
          </span>
        </button>
        <span className={`quiet small num ${styles.share}`}>{share.toFixed(1)}%</span>
        <NumberBox
          label={t('measure.weight', { name })}
          field={`${field}.weight`}
          value={measure.weight}
          onChange={(weight) => onChange('weight', (now) => ({ ...now, weight }))}
        />
        <MoreMenu
          label={t('measure.menu', { name })}
          choices={[
            ...(place.first ? [] : [{ label: t('measure.up'), onChoose: () => onMove(-1) }]),
            ...(place.last ? [] : [{ label: t('measure.down'), onChoose: () => onMove(1) }]),
            { label: t('measure.remove'), onChoose: onRemove, danger: true },
          ]}
        />
      </div>
      {isOpen ? (
        <div className={styles.measureBody}>
          <LabelBoxes
            value={measure.label}
            field={`${field}.label`}
            onChange={(label) => onChange('label', (now) => ({ ...now, label }))}
          />
          <FactChoice measure={measure} field={field} measurable={measurable} onChange={onChange} />
          {fact ? (
            <CurveEditor
              measure={measure}
              fact={fact}
              field={`${field}.curve`}
              onChange={(curve) => onChange('curve', (now) => ({ ...now, curve }))}
            />
          ) : null}
          <Policies measure={measure} field={field} onChange={(change) => onChange('policy', change)} />
        </div>
      ) : null}
    </div>
  )
}

function FactChoice({
  measure,
  field,
  measurable,
  onChange,
}: Pick<Parameters<typeof MeasureEditor>[0], 'measure' | 'field' | 'measurable' | 'onChange'>) {
  const { t } = useTranslation('scorecards')
  const { catalogue } = useEditing()
  const wrong = useIssue()(`${field}.fact`)
  const among = useMemo(() => new Set(measurable.all.map(({ key }) => key)), [measurable])
  return (
    <div className={styles.factChoice}>
      <div className="small">{t('measure.fact')}</div>
      <FactField
        among={among}
        value={measurable.get(measure.fact) ? measure.fact : ''}
        onChange={(key) => {
          const fact = catalogue.get(key)
          if (fact) onChange(`fact ${key}`, (now) => otherFact(now, fact, catalogue.get(now.fact)))
        }}
      />
      <code className="quiet small">{measure.fact}</code>
      {wrong ? <p className={styles.wrong}>{wrong}</p> : null}
    </div>
  )
}
