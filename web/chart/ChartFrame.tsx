import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Chart.module.css'

/** A chart and, behind one button, the same figures as a table. */
export function ChartFrame({
  label,
  head,
  rows,
  legend,
  children,
}: {
  label: string
  head: readonly string[]
  /** A row begins with what it is called. */
  rows: readonly (readonly [string, ...ReactNode[]])[]
  legend?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation()
  const [table, setTable] = useState(false)
  return (
    <figure className={styles.frame} aria-label={label}>
      {table ? (
        <div className={styles.table}>
          <table>
            <caption className="visually-hidden">{label}</caption>
            <thead>
              <tr>
                {head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row[0]}>
                  {row.map((cell, at) =>
                    at === 0 ? (
                      <th key={head[at]} scope="row">
                        {cell}
                      </th>
                    ) : (
                      <td key={head[at]}>{cell}</td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        children
      )}
      <figcaption className={styles.caption}>
        {legend}
        <button type="button" className={styles.swap} onClick={() => setTable(!table)} aria-pressed={table}>
          {table ? t('chart.asChart') : t('chart.asTable')}
        </button>
      </figcaption>
    </figure>
  )
}

/** Which colour is which series. */
export function Legend({ names }: { names: readonly string[] }) {
  return (
    <span className={styles.legend}>
      {names.map((name, at) => (
        <span key={name}>
          <i style={{ background: `var(--chart-${at + 1})` }} data-dash={at === 1 || undefined} /> {name}
        </span>
      ))}
    </span>
  )
}
