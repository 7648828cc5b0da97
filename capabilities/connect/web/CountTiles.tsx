import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import type { Import } from './apis.ts'
import styles from './Import.module.css'

type Counts = NonNullable<Import['counts']>
const always = ['created', 'changed', 'same', 'rejected'] as const
const ifAny = ['warned', 'empty'] as const
const ofUndo = ['removed', 'restored', 'kept'] as const

/** What became, or would become, of the rows, in figures. */
export function CountTiles({ counts, undo = false }: { counts: Counts; undo?: boolean }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const keys = undo ? ofUndo : [...always, ...ifAny.filter((key) => counts[key] > 0)]
  return (
    <dl className={styles.counts}>
      {keys.map((key) => (
        <div key={key} data-count={key} data-none={!counts[key] || undefined}>
          <dt>{t(`counts.${key}`)}</dt>
          <dd className="num">{format.number(counts[key] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  )
}
