import { shownKeys } from '../actions/keyboard.ts'
import styles from './parts.module.css'

/** Keys as they are printed on keyboards, with what they do: [j] [k] 移動. */
export function KeyHint({ keys, children }: { keys: string | readonly string[]; children?: string }) {
  const shown = [keys].flat().flatMap(shownKeys)
  return (
    <span className={styles.keys}>
      {shown.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
      {children}
    </span>
  )
}
