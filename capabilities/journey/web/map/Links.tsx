import { use } from 'react'
import { useTranslation } from 'react-i18next'
import type { Links as LinksOf } from '#capabilities/journey/core/map.ts'
import { linksOf } from '#capabilities/journey/core/mapDraft.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { useEditing } from './editing.ts'
import { type LinkChoice, LinkChoicesContext } from './links.ts'
import styles from './map.module.css'

/** What is used at this place of the map: templates of plans, and items of content. */
export function Links({ value, onChange }: { value: LinksOf; onChange: (links: LinksOf) => void }) {
  const { t } = useTranslation('maps')
  const { plans, content } = use(LinkChoicesContext)
  return (
    <>
      <Checks
        title={t('panel.plans')}
        choices={plans}
        chosen={value.plans ?? []}
        onChange={(keys) => onChange(linksOf({ ...value, plans: keys }))}
      />
      <Checks
        title={t('panel.content')}
        choices={content}
        chosen={value.content ?? []}
        onChange={(keys) => onChange(linksOf({ ...value, content: keys }))}
      />
    </>
  )
}

function Checks({
  title,
  choices,
  chosen,
  onChange,
}: {
  title: string
  choices: readonly LinkChoice[]
  chosen: readonly string[]
  onChange: (keys: readonly string[]) => void
}) {
  const { t } = useTranslation('maps')
  const { language } = useFormat()
  const { readOnly } = useEditing()
  // What is no longer there stays to be seen, so that it can be taken away.
  const gone = chosen.filter((key) => !choices.some((one) => one.key === key))
  const all = [...choices, ...gone.map((key) => ({ key, label: { ja: key, en: key } }))]
  return (
    <details className={styles.links} open={chosen.length > 0}>
      <summary>
        {title} <span className="quiet num">{chosen.length}</span>
      </summary>
      {all.length === 0 ? <p className="quiet small">{t('panel.noLinks')}</p> : null}
      <ul>
        {all.map(({ key, label }) => (
          <li key={key}>
            <label>
              <input
                type="checkbox"
                disabled={readOnly}
                checked={chosen.includes(key)}
                onChange={(event) =>
                  onChange(event.currentTarget.checked ? [...chosen, key] : chosen.filter((one) => one !== key))
                }
              />{' '}
              {inLanguage(label, language)}
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}
