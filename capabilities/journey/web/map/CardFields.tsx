import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { byWord, type Milestone, type Obstacle } from '#capabilities/journey/core/map.ts'
import type { DraftSupport } from '#capabilities/journey/core/mapDraft.ts'
import { type Card, changeCard, type Place } from '#capabilities/journey/core/mapEdit.ts'
import { sides } from '#capabilities/journey/core/words.ts'
import { en } from './copy.en.ts'
import { ja } from './copy.ja.ts'
import { fieldOf } from './CardView.tsx'
import { Condition } from './Condition.tsx'
import { useEditing } from './editing.ts'
import { Choice, LabelBoxes, NumberBox } from './fields.tsx'
import { Links } from './Links.tsx'

/** What is said of a card, by its kind. */
export function CardFields({ card, place }: { card: Card; place: Place }) {
  const field = fieldOf(place.phase, place.list, place.at)
  if ('condition' in card) return <MilestoneFields milestone={card} field={field} />
  if ('hint' in card) return <ObstacleFields obstacle={card} field={field} />
  return <SupportFields support={card} field={field} />
}

function usePut<Kind extends Card>(card: Kind) {
  const { change } = useEditing()
  const key = card.key ?? ''
  return (tag: string | null, next: Partial<Kind>) =>
    change(tag && `${key} ${tag}`, (now) => changeCard<Kind>(now, key, (one) => ({ ...one, ...next })))
}

function MilestoneFields({ milestone, field }: { milestone: Milestone; field: string }) {
  const { t } = useTranslation('maps')
  const { change, readOnly } = useEditing()
  const put = usePut<Milestone>(milestone)
  const [written, setWritten] = useState(milestone.condition === byWord ? '' : milestone.condition)
  /** A text that is empty in both languages is left out. */
  const putText = (name: 'help' | 'evidence', text: { ja: string; en: string }) =>
    change(`${milestone.key} ${name}`, (now) =>
      changeCard<Milestone>(now, milestone.key, ({ [name]: _, ...one }) =>
        text.ja === '' && text.en === '' ? one : { ...one, [name]: text },
      ),
    )
  const putDays = (days: number | null) =>
    change(`${milestone.key} days`, (now) =>
      changeCard<Milestone>(now, milestone.key, ({ usualDays: _, ...one }) =>
        days === null ? one : { ...one, usualDays: days },
      ),
    )
  const none = { ja: '', en: '' }
  return (
    <>
      <LabelBoxes
        what={t('panel.name')}
        field={`${field}.label`}
        value={milestone.label}
        begins={isFresh(milestone.label, 'milestones')}
        onChange={(label) => put('label', { label })}
      />
      <Checkbox
        size="xs"
        label={t('panel.exit')}
        checked={milestone.exit}
        disabled={readOnly}
        onChange={(event) => put(null, { exit: event.currentTarget.checked })}
      />
      <Choice
        label={t('panel.told')}
        value={milestone.condition === byWord ? 'word' : 'facts'}
        choices={[
          { value: 'facts', label: t('panel.byFacts') },
          { value: 'word', label: t('panel.byWord') },
        ]}
        onChange={(value) => put(null, { condition: value === 'word' ? byWord : written })}
      />
      {milestone.condition === byWord ? null : (
        <>
          <Condition
            field={`${field}.condition`}
            value={milestone.condition}
            onChange={(condition) => {
              setWritten(condition)
              put('condition', { condition })
            }}
          />
          <p className="quiet small">{t('panel.alsoWord')}</p>
        </>
      )}
      <NumberBox
        label={t('panel.usualDays')}
        help={t('panel.usualDaysHelp')}
        field={`${field}.usualDays`}
        value={milestone.usualDays ?? null}
        suffix={t('panel.daysUnit')}
        optional
        onChange={putDays}
      />
      <LabelBoxes
        what={t('panel.help')}
        field={`${field}.help`}
        value={milestone.help ?? none}
        long
        onChange={(text) => putText('help', text)}
      />
      <LabelBoxes
        what={t('panel.evidence')}
        field={`${field}.evidence`}
        value={milestone.evidence ?? none}
        long
        onChange={(text) => putText('evidence', text)}
      />
      <Links value={milestone} onChange={(links) => put(null, { plans: [], content: [], ...links })} />
    </>
  )
}

function ObstacleFields({ obstacle, field }: { obstacle: Obstacle & Card; field: string }) {
  const { t } = useTranslation('maps')
  const put = usePut<Obstacle & Card>(obstacle)
  return (
    <>
      <LabelBoxes
        what={t('panel.what')}
        field={`${field}.label`}
        value={obstacle.label}
        begins={isFresh(obstacle.label, 'obstacles')}
        onChange={(label) => put('label', { label })}
      />
      <Side value={obstacle.side} onChange={(side) => put(null, { side })} />
      <LabelBoxes
        what={t('panel.hint')}
        field={`${field}.hint`}
        value={obstacle.hint}
        long
        onChange={(hint) => put('hint', { hint })}
      />
    </>
  )
}

function SupportFields({ support, field }: { support: DraftSupport; field: string }) {
  const { t } = useTranslation('maps')
  const put = usePut<DraftSupport>(support)
  return (
    <>
      <LabelBoxes
        what={t('panel.what')}
        field={field}
        value={support}
        begins={isFresh(support, 'support')}
        onChange={(label) => put('label', label)}
      />
      <Side value={support.side ?? 'operation'} onChange={(side) => put(null, { side })} />
      <Links value={support} onChange={(links) => put(null, { plans: [], content: [], ...links })} />
    </>
  )
}

function Side({
  value,
  onChange,
}: {
  value: (typeof sides)[number]
  onChange: (side: (typeof sides)[number]) => void
}) {
  const { t } = useTranslation('maps')
  return (
    <Choice
      label={t('panel.side')}
      value={value}
      choices={sides.map((side) => ({ value: side, label: t(`sides.${side}`) }))}
      onChange={onChange}
    />
  )
}

const isFresh = (label: { ja: string; en: string }, list: 'milestones' | 'obstacles' | 'support') =>
  label.ja === ja.fresh[list] && label.en === en.fresh[list]
