import { lazy, Suspense, useState } from 'react'
import { Icon } from './Icon.tsx'
import styles from './MoreMenu.module.css'

/** Something that can be done from a menu; `danger` for what takes away, `why` says why it can't be done now. */
export type MenuChoice = { label: string; onChoose: () => void; danger?: boolean; why?: string | null | undefined }

const MenuList = lazy(() => import('./MenuList.tsx').then((module) => ({ default: module.MenuList })))

/** Three dots that open a menu. The menu's code comes with the first click. */
export function MoreMenu({ label, choices }: { label: string; choices: readonly MenuChoice[] }) {
  const [wanted, setWanted] = useState(false)
  const button = (
    <button
      type="button"
      className={styles.more}
      aria-label={label}
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
    >
      <Icon name="more" />
    </button>
  )
  if (!wanted) return button
  return (
    <Suspense fallback={button}>
      <MenuList label={label} choices={choices} />
    </Suspense>
  )
}
