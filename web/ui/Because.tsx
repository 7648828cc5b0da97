import type { ReactNode } from 'react'
import type { Tone } from './Chip.tsx'
import styles from './parts.module.css'

/** Why something is as it is, in a sentence. */
export function Because({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <p className={styles.because} data-tone={tone}>
      {children}
    </p>
  )
}

/** A share of 0 to 100 as a bar; name it (`label`) unless the figure stands beside it. `hatched`: it stands on little. */
export function Bar({
  value,
  tone = 'brand',
  label,
  hatched = false,
}: {
  value: number | null
  tone?: Tone
  label?: string
  hatched?: boolean
}) {
  const width = Math.max(0, Math.min(100, value ?? 0))
  return (
    <div
      className={styles.bar}
      data-tone={tone}
      data-hatched={hatched || undefined}
      {...(label ? { role: 'img', 'aria-label': label } : {})}
    >
      <i style={{ width: `${width}%` }} />
    </div>
  )
}
