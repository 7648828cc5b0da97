import { Menu } from '@mantine/core'
import { useState } from 'react'
import { Icon } from './Icon.tsx'
import styles from './MoreMenu.module.css'
import type { MenuChoice } from './MoreMenu.tsx'

/** The menu of `MoreMenu`; open from the beginning, since its code came with the click. */
export function MenuList({ label, choices }: { label: string; choices: readonly MenuChoice[] }) {
  const [opened, setOpened] = useState(true)
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end">
      <Menu.Target>
        <button type="button" className={styles.more} aria-label={label}>
          <Icon name="more" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.label}
            {...(choice.danger ? { color: 'red' } : {})}
            disabled={Boolean(choice.why)}
            {...(choice.why ? { title: choice.why } : {})}
            onClick={choice.onChoose}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
