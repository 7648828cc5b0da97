import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import type { Arrived } from './apis.ts'
import styles from './metrics.module.css'

const shown = 60
const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** Events that arrived, to choose some of: the chosen ones first, each with how often and when it came. */
export function EventPicker({
  arrived,
  chosen,
  onChange,
}: {
  arrived: readonly Arrived[]
  chosen: readonly string[]
  onChange: (events: string[]) => void
}) {
  const { t } = useTranslation('metrics')
  const format = useFormat()
  const [sought, setSought] = useState('')
  // Where they stood when the list was opened: nothing jumps away under the hand.
  const [first] = useState(chosen)
  const byName = Map.groupBy(arrived, (one) => one.event)
  const names = [...new Set([...first, ...byName.keys(), ...chosen])]
  const found = names.filter((name) => plain(name).includes(plain(sought)))
  const toggle = (name: string) =>
    onChange(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])
  return (
    <div role="group" aria-label={t('editor.events')} className={styles.events}>
      <div className={styles.eventsHead}>
        <span className={styles.label}>{t('editor.events')}</span>
        <span className="quiet small">
          {chosen.length === 0 ? t('editor.eventsHelp') : t('editor.eventsChosen', { count: chosen.length })}
        </span>
      </div>
      {names.length > 8 ? (
        <TextInput
          size="xs"
          aria-label={t('editor.findEvent')}
          placeholder={t('editor.findEvent')}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
      ) : null}
      <div className={styles.eventList} tabIndex={-1}>
        {names.length === 0 ? <p className="quiet small">{t('editor.noEvents')}</p> : null}
        {names.length > 0 && found.length === 0 ? <p className="quiet small">{t('editor.noneFound')}</p> : null}
        {found.slice(0, shown).map((name) => {
          const some = byName.get(name) ?? []
          const uses = some.reduce((sum, one) => sum + one.uses, 0)
          const last = some
            .map((one) => one.lastDay)
            .toSorted()
            .at(-1)
          return (
            <Checkbox
              key={name}
              size="xs"
              label={name}
              description={
                last ? t('editor.eventFigures', { uses: format.number(uses), day: format.dayTable(last) }) : undefined
              }
              checked={chosen.includes(name)}
              onChange={() => toggle(name)}
            />
          )
        })}
      </div>
    </div>
  )
}
