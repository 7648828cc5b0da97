import { useTranslation } from 'react-i18next'
import { labelOf } from '#capabilities/journey/core/mapDiff.ts'
import { cardsIn, placeOf } from '#capabilities/journey/core/mapEdit.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { useNarrow } from '#web/ui/useNarrow.ts'
import { CardFields } from './CardFields.tsx'
import { useEditing } from './editing.ts'
import styles from './map.module.css'
import { MapFields } from './MapFields.tsx'
import { PhaseFields } from './PhaseFields.tsx'

/** What is selected on the map, to be written: beside the map, on a phone over it. */
export function Panel() {
  const { t } = useTranslation('maps')
  const narrow = useNarrow()
  const { select } = useEditing()
  const shown = useShown()
  if (!shown) return null
  const close = () => {
    const opener =
      shown.key === null ? null : document.querySelector<HTMLElement>(`[data-card="${CSS.escape(shown.key)}"]`)
    select(null)
    opener?.focus()
  }
  if (narrow)
    return (
      <Dialog opened onClose={close} title={shown.title}>
        <div className={styles.fields}>{shown.fields}</div>
      </Dialog>
    )
  return (
    <aside
      className={styles.panel}
      aria-label={t('panel.label')}
      onKeyDown={(event) => (event.key === 'Escape' && !event.defaultPrevented ? close() : undefined)}
    >
      <header>
        <h2>{shown.title}</h2>
        <button type="button" className={styles.add} aria-label={t('panel.close')} onClick={close}>
          <Icon name="close" size={14} />
        </button>
      </header>
      <div className={styles.fields}>{shown.fields}</div>
    </aside>
  )
}

function useShown() {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const { draft, selected } = useEditing()
  if (!selected) return null
  if (selected.is === 'map') return { key: null, title: t('panel.map'), fields: <MapFields /> }
  const { key } = selected
  if (selected.is === 'phase') {
    const at = draft.phases.findIndex((phase) => phase.key === key)
    const phase = draft.phases[at]
    if (!phase) return null
    const name = inLanguage(phase.label, language)
    return { key, title: t('panel.phase', { name }), fields: <PhaseFields key={key} phase={phase} at={at} /> }
  }
  const place = placeOf(draft, key)
  if (!place) return null
  const card = cardsIn(draft.phases[place.phase]!, place.list)[place.at]!
  const name = inLanguage(labelOf(card), language)
  return {
    key,
    title: t(`panel.${place.list}`, { name }),
    fields: <CardFields key={key} card={card} place={place} />,
  }
}
