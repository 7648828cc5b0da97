import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftPhase } from '#capabilities/journey/core/mapDraft.ts'
import { changePhase } from '#capabilities/journey/core/mapEdit.ts'
import { touches } from '#capabilities/journey/core/words.ts'
import { Condition } from './Condition.tsx'
import { useEditing } from './editing.ts'
import { Choice, LabelBoxes, NumberBox, WrongText } from './fields.tsx'
import { Links } from './Links.tsx'

/** What is said of a phase: its name and aim, how long it usually takes, how it is left, who begins in it. */
export function PhaseFields({ phase, at }: { phase: DraftPhase; at: number }) {
  const { t } = useTranslation('maps')
  const { change } = useEditing()
  const [written, setWritten] = useState(phase.arrivesWhen ?? '')
  const field = `phases.${at}`
  const put = (tag: string | null, next: Partial<DraftPhase>) =>
    change(tag && `${phase.key} ${tag}`, (now) => changePhase(now, phase.key, (one) => ({ ...one, ...next })))
  const setDays = (touch: (typeof touches)[number], days: number | null) => {
    const { [touch]: _, ...others } = phase.usualDaysByTouch
    put(touch, { usualDaysByTouch: days === null ? others : { ...others, [touch]: days } })
  }
  return (
    <>
      <LabelBoxes
        what={t('panel.name')}
        field={`${field}.label`}
        value={phase.label}
        begins={phase.aim.ja === '' && phase.aim.en === ''}
        onChange={(label) => put('label', { label })}
      />
      <LabelBoxes
        what={t('panel.aim')}
        field={`${field}.aim`}
        value={phase.aim}
        long
        onChange={(aim) => put('aim', { aim })}
      />
      <WrongText field={`${field}.milestones`} />
      <NumberBox
        label={t('panel.usualDays')}
        help={t('panel.usualDaysHelp')}
        field={`${field}.usualDays`}
        value={phase.usualDays}
        suffix={t('panel.daysUnit')}
        optional
        onChange={(usualDays) => put('days', { usualDays })}
      />
      {phase.usualDays === null
        ? null
        : touches.map((touch) => (
            <NumberBox
              key={touch}
              label={t('panel.byTouch', { touch: t(`touches.${touch}`) })}
              field={`${field}.usualDaysByTouch.${touch}`}
              value={phase.usualDaysByTouch[touch] ?? null}
              suffix={t('panel.daysUnit')}
              optional
              onChange={(days) => setDays(touch, days)}
            />
          ))}
      <Choice
        label={t('panel.leave')}
        value={phase.leave}
        choices={(['automatic', 'ask'] as const).map((value) => ({ value, label: t(`panel.leaves.${value}`) }))}
        onChange={(leave) => put(null, { leave })}
      />
      <Choice
        label={t('panel.arrives')}
        value={phase.arrivesWhen === null ? 'never' : 'when'}
        choices={[
          { value: 'never', label: t('panel.arrivesNever') },
          { value: 'when', label: t('panel.arrivesWhen') },
        ]}
        onChange={(value) => put(null, { arrivesWhen: value === 'never' ? null : written })}
      />
      {phase.arrivesWhen === null ? null : (
        <Condition
          field={`${field}.arrivesWhen`}
          value={phase.arrivesWhen}
          onChange={(arrivesWhen) => {
            setWritten(arrivesWhen)
            put('arrives', { arrivesWhen })
          }}
        />
      )}
      <Links value={phase} onChange={(links) => put(null, { plans: [], content: [], ...links })} />
    </>
  )
}
