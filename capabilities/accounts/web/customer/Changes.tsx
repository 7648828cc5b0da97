import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import { Section } from '#web/ui/Section.tsx'
import { facts } from './apis.ts'
import styles from './Customer.module.css'

type Seen = Awaited<ReturnType<typeof facts.changes.call>>['changes'][number]['before']

const few = 6

/** What changed since this person last looked, the weightiest first. Nothing is shown where nothing did. */
export function Changes({ id, since }: { id: string; since: string }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const [all, setAll] = useState(false)
  const { data } = useQuery(facts.changes.queryOptions({ input: { id, since } }))
  const changes = data?.changes ?? []
  if (changes.length === 0) return null
  return (
    <Section title={t('changes.title')} note={t('changes.since', { when: format.ago(since) })}>
      <ul className={styles.changes}>
        {changes.slice(0, all ? undefined : few).map((change) => (
          <li key={change.after.key}>
            <span>{inLanguage(change.after.label, format.language)}</span>
            <span>
              <SeenText seen={change.before} />
              <span className={styles.arrow}>→</span>
              <strong>
                <SeenText seen={change.after} />
              </strong>
            </span>
            <time className="quiet small" dateTime={change.at} title={format.stamp(change.at)}>
              {format.ago(change.at)}
            </time>
          </li>
        ))}
      </ul>
      {changes.length > few && !all ? (
        <button type="button" className={styles.moreButton} onClick={() => setAll(true)}>
          {t('changes.more', { count: changes.length - few })}
        </button>
      ) : null}
    </Section>
  )
}

function SeenText({ seen }: { seen: Seen }) {
  const text = useFactText()
  const { language } = useFormat()
  return <span className="num">{seen.words ? inLanguage(seen.words, language) : text(seen, seen.value)}</span>
}
