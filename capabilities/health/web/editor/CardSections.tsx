import { Button, Radio } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import { shapesFor } from '#capabilities/health/core/draftCurve.ts'
import { newDimensionLabel } from '#capabilities/health/core/ready/labels.ts'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { Section } from '#web/ui/Section.tsx'
import { DimensionEditor } from './DimensionEditor.tsx'
import { freeKey } from './draft.ts'
import { useEditing } from './editing.ts'
import styles from './editor.module.css'
import { LabelBoxes, NumberBox, Wrong } from './fields.tsx'

/** All that is written of a card, part by part. */
export function CardSections({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation('scorecards')
  const { draft, catalogue, late, change } = useEditing()
  const measurable = useMemo<Catalogue>(() => {
    const isMeasurable = (key: string) => {
      const fact = catalogue.get(key)
      return fact !== undefined && !late.has(key) && shapesFor(fact.type).length > 0
    }
    return {
      all: catalogue.all.filter(({ key }) => isMeasurable(key)),
      get: (key) => (isMeasurable(key) ? catalogue.get(key) : undefined),
    }
  }, [catalogue, late])
  const addDimension = () =>
    change(null, (now) => {
      const dimension = { key: freeKey('own', now.dimensions), label: newDimensionLabel, weight: 10, measures: [] }
      return { ...now, dimensions: [...now.dimensions, dimension] }
    })
  return (
    <>
      <Section title={t('name.title')}>
        <LabelBoxes
          value={draft.label}
          field="label"
          begins={isNew}
          onChange={(label) => change('label', (now) => ({ ...now, label }))}
        />
      </Section>
      <Scope />
      <Wrong field="dimensions" />
      {draft.dimensions.map((dimension, at) => (
        <DimensionEditor key={dimension.key} dimension={dimension} at={at} measurable={measurable} />
      ))}
      <Button variant="default" size="xs" mb={16} onClick={addDimension}>
        {t('dimension.add')}
      </Button>
      <Borders />
    </>
  )
}

function Scope() {
  const { t } = useTranslation('scorecards')
  const { draft, mayUndo, change, setWhole, settle } = useEditing()
  const isUntouched = draft.when === '' && !mayUndo
  // What was written stays at hand while the other choice is tried.
  const [written, setWritten] = useState(draft.when ?? '')
  const put = (when: string | null, tag: string | null) => change(tag, (now) => ({ ...now, when }))
  return (
    <Section title={t('scope.title')}>
      <Radio.Group
        aria-label={t('scope.title')}
        value={draft.when === null ? 'rest' : 'when'}
        onChange={(value) => put(value === 'rest' ? null : written, null)}
      >
        <div className={styles.choices}>
          <Radio size="xs" value="rest" label={t('scope.rest')} />
          <Radio size="xs" value="when" label={t('scope.when')} />
        </div>
      </Radio.Group>
      {draft.when === null ? null : (
        <div className={styles.condition} onBlur={settle}>
          <ConditionField
            value={draft.when}
            onChange={(when) => {
              setWritten(when)
              put(when, 'when')
            }}
            onReadable={setWhole}
          />
        </div>
      )}
      {isUntouched ? null : <Wrong field="when" />}
      <p className="quiet small">{t('scope.help')}</p>
    </Section>
  )
}

function Borders() {
  const { t } = useTranslation('scorecards')
  const { draft, change } = useEditing()
  const { bands } = draft
  return (
    <Section title={t('borders.title')}>
      <div className={styles.borders}>
        {(['healthyFrom', 'watchFrom', 'hysteresis'] as const).map((key) => (
          <label key={key}>
            <span>{t(`borders.${key}`)}</span>
            <NumberBox
              label={t(`borders.${key}`)}
              field={`bands.${key}`}
              value={bands[key]}
              suffix={t('borders.points')}
              onChange={(value) => change(`bands ${key}`, (now) => ({ ...now, bands: { ...now.bands, [key]: value } }))}
            />
          </label>
        ))}
        <label>
          <span>{t('borders.confidenceNeeded')}</span>
          <NumberBox
            label={t('borders.confidenceNeeded')}
            field="confidenceNeeded"
            value={draft.confidenceNeeded}
            suffix="%"
            onChange={(confidenceNeeded) => change('confidence', (now) => ({ ...now, confidenceNeeded }))}
          />
        </label>
      </div>
      <p className="quiet small">{t('borders.help')}</p>
    </Section>
  )
}
