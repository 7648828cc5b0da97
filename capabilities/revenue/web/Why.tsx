import { Popover } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import type { Definition } from './definition.ts'
import styles from './Why.module.css'
import { WhyText } from './WhyText.tsx'

/** A figure that opens: its formula, the numbers put in, and the conventions it is told by. */
export function Why({
  definition,
  settled,
  children,
}: {
  definition: Definition
  settled: Conventions | undefined
  children?: ReactNode
}) {
  const { t } = useTranslation('conventions')
  const [opened, setOpened] = useState(false)
  const { name, value } = definition
  return (
    <Popover opened={opened} onChange={setOpened} width={340} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={styles.why}
          aria-label={`${value} — ${t('why.open', { name })}`}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {children ?? value}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={name} className={styles.dropdown}>
        <WhyText definition={definition} settled={settled} onLeave={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}
