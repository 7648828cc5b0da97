import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { activityKindChoices } from '#capabilities/timeline/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Found } from './apis.ts'
import styles from './Search.module.css'

/** An entry that was found: with whom, what and when, and what was found marked in its words. */
export function FoundItem({ found }: { found: Found }) {
  const { t } = useTranslation('web')
  const format = useFormat()
  const kind = useKindName(found.kind)
  const inquiries = found.type === 'inquiry' ? 'inquiries' : 'timeline'
  return (
    <li className={styles.item}>
      <div className={styles.what}>
        <Link to="/customers/$id" params={{ id: found.account.id }} search={{ tab: inquiries }} className={styles.link}>
          {found.account.name}
        </Link>
        <span className="quiet small">{kind}</span>
        <time className="quiet small" dateTime={found.at} title={format.ago(found.at)}>
          {format.stamp(found.at)}
        </time>
      </div>
      {found.title.length > 0 ? (
        <p className={styles.title}>
          <Passages parts={found.title} />
        </p>
      ) : null}
      {found.excerpt.length > 0 ? (
        <p className={styles.excerpt}>
          <Passages parts={found.excerpt} />
        </p>
      ) : null}
      {found.people.length > 0 ? <p className="quiet small">{found.people.join(t('sep'))}</p> : null}
    </li>
  )
}

function Passages({ parts }: { parts: Found['title'] }) {
  return parts.map((part, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name, and never move
    part.isFound ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>,
  )
}

/** What a kind of activity, an inquiry or an answer is called. */
function useKindName(kind: string): string {
  const { t } = useTranslation('search')
  const { language } = useFormat()
  const choice = activityKindChoices.find(({ key }) => key === kind)
  if (choice) return inLanguage(choice.label, language)
  return kind === 'inquiry' ? t('inquiry') : t('survey')
}
