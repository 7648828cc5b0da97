import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Condition } from './Condition.tsx'
import { useEditing } from './editing.ts'
import { Choice, LabelBoxes, NumberBox } from './fields.tsx'
import { Targets } from './Targets.tsx'

/** What is said of the map as a whole: its name, for whom it is, and from when somebody is late on it. */
export function MapFields() {
  const { t } = useTranslation('maps')
  const { draft, change } = useEditing()
  // What was written stays at hand while the other choice is tried.
  const [written, setWritten] = useState(draft.when ?? '')
  return (
    <>
      <LabelBoxes
        what={t('panel.name')}
        field="label"
        value={draft.label}
        onChange={(label) => change('label', (now) => ({ ...now, label }))}
      />
      <Choice
        label={t('panel.for')}
        value={draft.when === null ? 'rest' : 'when'}
        choices={[
          { value: 'rest', label: t('panel.forRest') },
          { value: 'when', label: t('panel.forWhen') },
        ]}
        onChange={(value) => change(null, (now) => ({ ...now, when: value === 'rest' ? null : written }))}
      />
      {draft.when === null ? null : (
        <Condition
          field="when"
          value={draft.when}
          onChange={(when) => {
            setWritten(when)
            change('when', (now) => ({ ...now, when }))
          }}
        />
      )}
      <Targets />
      <h3>{t('panel.pace')}</h3>
      {(['watchAt', 'stalledAt'] as const).map((field) => (
        <NumberBox
          key={field}
          label={t(`panel.${field}`)}
          field={field}
          value={draft[field]}
          suffix={t('panel.times')}
          onChange={(value) => change(field, (now) => ({ ...now, [field]: value ?? now[field] }))}
        />
      ))}
    </>
  )
}
