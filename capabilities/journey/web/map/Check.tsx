import { useTranslation } from 'react-i18next'
import { labelOf } from '#capabilities/journey/core/mapDiff.ts'
import { type CardList, cardsIn } from '#capabilities/journey/core/mapEdit.ts'
import { useIssueText } from '#web/form/draftIssue.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { LinkButton } from '#web/ui/LinkButton.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Selection, useEditing } from './editing.ts'
import styles from './map.module.css'

/** What has to be put right before the draft can be published, each with its place; a click opens it. */
export function Check() {
  const { t } = useTranslation('maps')
  const { issues, select } = useEditing()
  const say = useIssueText('maps')
  const placeOfIssue = usePlaceOfIssue()
  return (
    <Section title={t('check.title')} note={issues.length > 0 ? t('check.count', { count: issues.length }) : null}>
      {issues.length === 0 ? <p className="quiet">{t('check.none')}</p> : null}
      <ul className={styles.issues}>
        {issues.map((issue, at) => {
          const { name, selection } = placeOfIssue(issue.field)
          return (
            <li key={`${issue.field} ${issue.rule} ${at}`}>
              <LinkButton onClick={() => select(selection)}>{name}</LinkButton>
              <span className={styles.wrong}>{say(issue)}</span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** How many things have to be put right, beside the other tools; a click opens the first. */
export function IssueCount() {
  const { t } = useTranslation('maps')
  const { issues, select } = useEditing()
  const placeOfIssue = usePlaceOfIssue()
  const [first] = issues
  return first ? (
    <span className={styles.wrong}>
      <LinkButton onClick={() => select(placeOfIssue(first.field).selection)}>
        {t('check.count', { count: issues.length })}
      </LinkButton>
    </span>
  ) : null
}

/** Where an issue stands, in words and as something that can be opened. */
function usePlaceOfIssue(): (field: string) => { name: string; selection: Selection } {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const { draft } = useEditing()
  return (field) => {
    const [, number, part, ...rest] = field.split('.')
    const phase = field.startsWith('phases.') ? draft.phases[Number(number)] : undefined
    if (!phase) return { name: t('check.map'), selection: { is: 'map' } }
    const phaseName = inLanguage(phase.label, language) || t('fresh.phase')
    const [list, at] = part === 'support' ? rest : [part, rest[0]]
    const isCard = part === 'milestones' || part === 'obstacles' || part === 'support'
    const card = isCard ? cardsIn(phase, list as CardList)[Number(at)] : undefined
    if (!card) return { name: phaseName, selection: { is: 'phase', key: phase.key } }
    const name = `${phaseName} › ${inLanguage(labelOf(card), language) || t(`lists.${list as CardList}`)}`
    return { name, selection: { is: 'card', key: card.key ?? '' } }
  }
}
