import { Link, useParams } from '@tanstack/react-router'
import { Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { may, useSession } from '#web/session.ts'
import { NotFound } from '#web/shell/NotFound.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Page } from '#web/ui/Page.tsx'
import { settingsGroups, settingsParts } from './parts.ts'
import styles from './Settings.module.css'

/** The settings: a menu of parts on the left, one of them on the right. */
export function Settings() {
  const { t } = useTranslation('app')
  const { part: wanted } = useParams({ strict: false })
  const me = useSession()
  const parts = settingsParts.filter(({ needs }) => may(me, needs))
  const groups = settingsGroups
    .map((group) => ({ group, entries: parts.filter((one) => one.group === group) }))
    .filter(({ entries }) => entries.length > 0)
  const part = parts.find(({ key }) => key === wanted)
  const menu = useRef<HTMLElement>(null)
  // On a phone the menu is one line that scrolls sideways: where one is must be in it.
  useEffect(() => {
    const here = wanted ? menu.current?.querySelector('[aria-current]') : null
    here?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [wanted])
  if (!part) return <NotFound />
  const label = t(`settingsParts.${part.key}`)
  return (
    <Page title={label} path={[{ label: t('settings'), to: '/settings' }, { label }]} bare>
      <div className={styles.settings}>
        <nav ref={menu} aria-label={t('settings')} className={styles.menu}>
          {groups.map(({ group, entries }) => (
            <div key={group}>
              <h2>{t(`settingsGroups.${group}`)}</h2>
              <ul aria-label={t(`settingsGroups.${group}`)}>
                {entries.map(({ key }) => (
                  <li key={key}>
                    <Link to="/settings/$part" params={{ part: key }} className={styles.entry}>
                      {t(`settingsParts.${key}`)}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <div className={styles.part}>
          <Suspense fallback={<BoneLines widths={[40, 100, 100, 80]} height={40} />}>
            <part.component />
          </Suspense>
        </div>
      </div>
    </Page>
  )
}
