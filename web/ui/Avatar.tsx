import styles from './parts.module.css'

/** A person by the first letter of the family name; silent, since the name stands beside it. */
export function Avatar({ name, tone }: { name: string; tone?: 'risk' }) {
  const first = String.fromCodePoint(name.trim().codePointAt(0) ?? 63)
  return (
    <span className={styles.avatar} data-tone={tone} aria-hidden="true">
      {first.toUpperCase()}
    </span>
  )
}
