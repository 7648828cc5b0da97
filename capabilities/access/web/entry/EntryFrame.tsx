import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { switchLanguage } from '#web/i18n/i18n.ts'
import styles from './EntryFrame.module.css'

/** The frame of the pages before one is inside: the name, one card, and the other language. */
export function EntryFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { t, i18n } = useTranslation('entry')
  const { t: frame } = useTranslation('web')
  useEffect(() => {
    document.title = `${title} · ${frame('product')}`
  }, [title, frame])
  const other = i18n.language === 'en' ? 'ja' : 'en'
  return (
    <div className={styles.page}>
      <main className={styles.card}>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width={36} height={36} />
          <div>
            <strong>{frame('productFull')}</strong>
            <div className="quiet small">{t('tagline')}</div>
          </div>
        </div>
        <h1>{title}</h1>
        {lead ? <div className={styles.lead}>{lead}</div> : null}
        {children}
      </main>
      <footer className={styles.foot}>
        <button type="button" lang={other} onClick={() => void switchLanguage(other)}>
          {frame(`me.languages.${other}`)}
        </button>
      </footer>
    </div>
  )
}
