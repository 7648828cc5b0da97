import { type CSSProperties, type ReactNode, useEffect } from 'react'
import type { BrandAnswer } from '#capabilities/access/contract/portal.ts'
import { onColour } from '#capabilities/access/core/colour.ts'
import type { Language } from '#web/i18n/copy.ts'
import styles from '#web/light/light.module.css'

type Props = {
  company: BrandAnswer | null
  language: Language
  onLanguage: (language: Language) => void
  narrow?: boolean
  children?: ReactNode
}

/** The company's name, colour and logo around a page, and the choice of language. */
export function Frame({ company, language, onLanguage, narrow = false, children }: Props) {
  useEffect(() => {
    if (company) document.title = company.name
  }, [company])
  const colour = company?.colour
  const look = colour ? ({ '--company': colour, '--on-company': onColour(colour) } as CSSProperties) : {}
  return (
    <div className={styles.page} style={look}>
      <div className={styles.stripe} />
      <div className={styles.bar}>
        <div className={styles.brand}>
          {company?.logo ? <img src={company.logo} alt={company.name} /> : <span>{company?.name}</span>}
        </div>
        <div className={styles.languages} role="group" aria-label={language === 'ja' ? '言語' : 'Language'}>
          {(['ja', 'en'] as const).map((one) => (
            <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => onLanguage(one)}>
              {one === 'ja' ? '日本語' : 'English'}
            </button>
          ))}
        </div>
      </div>
      <main className={narrow ? styles.narrow : styles.wide}>{children}</main>
    </div>
  )
}
