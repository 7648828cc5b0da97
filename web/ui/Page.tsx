import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { setPath } from '../shell/path.ts'
import styles from './Page.module.css'

/** A step of the path in the top bar. The last one is where one is. */
export type PathStep = { label: string; to?: string; search?: Record<string, string> }

/**
 * A page: its title (also of the window), what stands beside the title, and what can be done with all of it.
 * `fill`: the page takes exactly the window's height and its body scrolls (lists). `bare` hides the heading, which
 * then is for screen readers only.
 */
export function Page({
  title,
  sub,
  actions,
  path,
  fill = false,
  bare = false,
  narrow = false,
  children,
}: {
  title: string
  sub?: ReactNode
  actions?: ReactNode
  path?: readonly PathStep[]
  fill?: boolean
  bare?: boolean
  narrow?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation()
  const steps = JSON.stringify(path ?? [{ label: title }])
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
    setPath(JSON.parse(steps) as PathStep[])
  }, [title, steps, t])
  return (
    <div className={styles.page} data-fill={fill || undefined} data-narrow={narrow || undefined}>
      {bare ? (
        <h1 className="visually-hidden">{title}</h1>
      ) : (
        <header className={styles.head}>
          <div className={styles.titles}>
            <h1>{title}</h1>
            {sub ? <div className={styles.sub}>{sub}</div> : null}
          </div>
          {actions ? <div className={styles.actions}>{actions}</div> : null}
        </header>
      )}
      {children}
    </div>
  )
}
