import { type ReactNode, Suspense, useState } from 'react'
import type { PublicItemAnswer } from '#capabilities/plans/contract/page.ts'
import { inOr } from '#capabilities/content/core/item.ts'
import type { Language } from '#web/i18n/copy.ts'
import light from '#web/light/light.module.css'

type Title = Pick<PublicItemAnswer, 'key' | 'title'> & { format: string; seen?: boolean }
type Props<Item> = {
  titles: readonly Title[]
  language: Language
  open: (key: string) => Promise<Item>
  children: (item: Item) => ReactNode
}

/** Titles of what there is to read and to answer, each a button, and the one that is open under it. */
export function ItemList<Item extends { key: string }>({ titles, language, open, children }: Props<Item>) {
  const [item, setItem] = useState<Item | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  if (titles.length === 0) return null
  const press = async (key: string) => {
    setFailed(null)
    setItem(null)
    if (item?.key === key) return
    await open(key).then(setItem, () => setFailed(key))
  }
  return (
    <div className={light.items}>
      {titles.map(({ key, title, format, seen }) => (
        <div key={key} className={light.items}>
          <button
            type="button"
            className={`${light.second} ${light.item}`}
            aria-expanded={item?.key === key}
            onClick={() => void press(key)}
          >
            <span>
              {seen ? '✓ ' : ''}
              {inOr(title, language).text}
            </span>{' '}
            <span className={light.note}>{words[language].formats[format] ?? ''}</span>
          </button>
          {failed === key ? (
            <p role="alert" className={light.flaw}>
              {words[language].failed}
            </p>
          ) : null}
          {item?.key === key ? <Suspense fallback={null}>{children(item)}</Suspense> : null}
        </div>
      ))}
    </div>
  )
}

const words: Record<Language, { formats: Record<string, string>; failed: string }> = {
  ja: {
    formats: { text: '読む', file: '資料', link: 'リンク', video: '動画', form: '回答する' },
    failed: '開けませんでした。もう一度お試しください。',
  },
  en: {
    formats: { text: 'Read', file: 'Document', link: 'Link', video: 'Video', form: 'Answer' },
    failed: 'It could not be opened. Please try again.',
  },
}
