import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shownKeys } from '../actions/keyboard.ts'
import { useSession } from '../session.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { usePath } from './path.ts'
import styles from './Shell.module.css'

const MeMenu = lazy(() => import('./MeMenu.tsx').then((module) => ({ default: module.MeMenu })))

/** Path, search, me. */
export function TopBar({
  onSearch,
  onSignOut,
  onKeys,
}: {
  onSearch: () => void
  onSignOut: () => void
  onKeys: () => void
}) {
  const { t } = useTranslation()
  return (
    <header className={styles.top}>
      <PathBar />
      <button type="button" className={styles.search} onClick={onSearch}>
        <Icon name="search" size={20} className={styles.glass} />
        <span className={styles.text}>{t('search.open')}</span>
        <kbd aria-hidden="true">{shownKeys('mod+k').join(' ')}</kbd>
      </button>
      <MeButton onSignOut={onSignOut} onKeys={onKeys} />
    </header>
  )
}

function PathBar() {
  const { t } = useTranslation()
  const steps = usePath()
  return (
    <nav className={styles.path} aria-label={t('nav.path')}>
      <ol>
        {steps.map((step, at) => (
          <li key={step.label} aria-current={at === steps.length - 1 ? 'page' : undefined}>
            {step.to && at < steps.length - 1 ? (
              <Link to={step.to} search={step.search ?? {}}>
                {step.label}
              </Link>
            ) : (
              <span className="clip">{step.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

// The menu's code comes with the first click: few open it, everybody waits for the first page.
function MeButton({ onSignOut, onKeys }: { onSignOut: () => void; onKeys: () => void }) {
  const { t } = useTranslation()
  const { name } = useSession()
  const [wanted, setWanted] = useState(false)
  const plain = (
    <button
      type="button"
      className={styles.me}
      aria-label={t('me.label')}
      aria-haspopup="menu"
      title={name}
      onClick={() => setWanted(true)}
    >
      <Avatar name={name} />
    </button>
  )
  if (!wanted) return plain
  return (
    <Suspense fallback={plain}>
      <MeMenu onSignOut={onSignOut} onKeys={onKeys} />
    </Suspense>
  )
}
