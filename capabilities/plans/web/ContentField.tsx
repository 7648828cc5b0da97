import { Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatLabels } from '#capabilities/content/core/words.ts'
import { foldText } from '#kernel/japaneseText.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { contentQuery } from './apis.ts'
import styles from './plans.module.css'

const shownAtOnce = 12

/** Which items of the library a step gives to the customer: those chosen first, then what is searched for. */
export function ContentField({
  chosen,
  onChange,
  wrong,
}: {
  chosen: readonly string[]
  onChange: (keys: string[]) => void
  wrong: string | undefined
}) {
  const { t } = useTranslation('plans')
  const { language } = useFormat()
  const { data } = useQuery(contentQuery)
  const [search, setSearch] = useState('')
  // What is ticked stays where it stands while one ticks.
  const [first] = useState(() => new Set(chosen))
  const items = (data?.items ?? []).filter(({ key, retired }) => !retired || chosen.includes(key))
  const words = foldText(search).split(' ').filter(Boolean)
  const found = items
    .map((item) => ({ ...item, name: item.title[language] || item.title.ja || item.title.en }))
    .filter(({ title }) => words.every((word) => foldText(`${title.ja} ${title.en}`).includes(word)))
    .toSorted((a, b) => Number(first.has(b.key)) - Number(first.has(a.key)) || a.name.localeCompare(b.name, language))
  return (
    <details open={chosen.length > 0 || wrong !== undefined}>
      <summary>{t('content.count', { count: chosen.length })}</summary>
      {data && items.length === 0 ? <p className="quiet small">{t('content.none')}</p> : null}
      {items.length > shownAtOnce ? (
        <TextInput
          size="xs"
          mt={6}
          aria-label={t('content.search')}
          placeholder={t('content.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      ) : null}
      <Checkbox.Group value={[...chosen]} onChange={onChange} aria-label={t('content.label')}>
        {found.slice(0, shownAtOnce).map(({ key, name, format, retired }) => (
          <Checkbox
            key={key}
            size="sm"
            py={4}
            value={key}
            label={
              <>
                {name}{' '}
                <span className="quiet small">
                  {inLanguage(formatLabels[format], language)}
                  {retired ? ` · ${t('content.retired')}` : null}
                </span>
              </>
            }
          />
        ))}
      </Checkbox.Group>
      {items.length > 0 && found.length === 0 ? <p className="quiet small">{t('content.noneFound')}</p> : null}
      {found.length > shownAtOnce ? (
        <p className="quiet small">{t('content.more', { count: found.length - shownAtOnce })}</p>
      ) : null}
      {wrong ? (
        <div role="alert" className={styles.wrong}>
          {wrong}
        </div>
      ) : null}
    </details>
  )
}
