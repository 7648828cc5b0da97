import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { minorDigits } from '#kernel/money.ts'
import { useSession } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import styles from './editor.module.css'
import { NumberBox } from './fields.tsx'

type Row = { value: number; points: number }

/** Values and their points, a line each. Money is written in the currency's own units, kept in its smallest. */
export function Figures({
  fact,
  rows,
  heading,
  fields,
  onChange,
  onRemove,
  first,
}: {
  fact: FactDefinition
  rows: readonly Row[]
  heading?: string
  fields: (row: number) => readonly [value: string, points: string]
  onChange: (row: number, to: Row) => void
  onRemove: ((row: number) => void) | undefined
  first?: React.ReactNode
}) {
  const { t } = useTranslation('scorecards')
  const { currency } = useSession().workspace
  const minor = fact.type === 'money' ? 10 ** minorDigits(currency) : 1
  const unit = fact.type === 'percent' || fact.unit === 'percent' ? '%' : fact.type === 'money' ? currency : undefined
  return (
    <table className={styles.figures}>
      <thead>
        <tr>
          <th scope="col">{heading ?? t('curve.value')}</th>
          <th scope="col">{t('curve.points')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('act.menu', { card: t('curve.title') })}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {first}
        {rows.map((row, at) => (
          // Lines have no identity but their place: their values are what is being changed.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={at}>
            <td>
              <NumberBox
                label={t('curve.valueOf', { number: at + 1 })}
                field={fields(at)[0]}
                value={row.value / minor}
                {...(unit ? { suffix: unit } : {})}
                onChange={(value) => onChange(at, { ...row, value: Math.round(value * minor * 1e6) / 1e6 })}
              />
            </td>
            <td>
              <NumberBox
                label={t('curve.pointsOf', { number: at + 1 })}
                field={fields(at)[1]}
                value={row.points}
                onChange={(points) => onChange(at, { ...row, points })}
              />
            </td>
            <td>
              {onRemove ? (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('curve.remove', { number: at + 1 })}
                  onClick={() => onRemove(at)}
                >
                  <Icon name="close" size={14} />
                </ActionIcon>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
