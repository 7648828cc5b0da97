import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './parts.module.css'

/** What a page is narrowed down by, in one row. */
export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.filters} role="group" aria-label={label}>
      {children}
    </div>
  )
}

/** One of few choices in a row of filters; its label is told, not shown. */
export function FilterChoice({
  label,
  value,
  choices,
  onChange,
}: {
  label: string
  value: string
  choices: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}) {
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      data={[...choices]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
