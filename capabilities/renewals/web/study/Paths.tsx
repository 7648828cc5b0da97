import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { useFactText } from '#web/ui/FactValue.tsx'
import { Section } from '#web/ui/Section.tsx'
import { FigureTable } from '#web/table/FigureTable.tsx'
import type { Difference, Path, Study } from './apis.ts'
import styles from './study.module.css'

/** How figures of those who left went before the end, against those who stayed on the same days, and from when they parted. */
export function Paths({ study }: { study: Study }) {
  const { t } = useTranslation('churnStudy')
  const { language } = useFormat()
  const days = study.paths[0]?.differences.map((one) => one.days) ?? []
  if (days.length === 0) return null
  return (
    <Section title={t('paths.title')} flush>
      <p className={styles.lead}>{t('paths.lead')}</p>
      <FigureTable
        label={t('paths.title')}
        heads={[t('paths.fact'), t('paths.partsAt'), ...days.map((one) => ({ end: t('paths.before', { days: one }) }))]}
        className={styles.table}
      >
        <tbody>
          {study.paths.map((path) => (
            <tr key={path.fact.key}>
              <th scope="row">{inLanguage(path.fact.label, language)}</th>
              <td>
                {path.partsAt === null ? (
                  <span className="quiet">{t('paths.never')}</span>
                ) : (
                  <Chip tone="watch">{t('paths.from', { days: path.partsAt })}</Chip>
                )}
              </td>
              {path.differences.map((one) => (
                <Cell key={one.days} fact={path.fact} difference={one} />
              ))}
            </tr>
          ))}
        </tbody>
      </FigureTable>
      <p className={styles.foot}>{t('paths.how', { fewest: study.fewest })}</p>
    </Section>
  )
}

function Cell({ fact, difference }: { fact: Path['fact']; difference: Difference }) {
  const { t } = useTranslation('churnStudy')
  const shown = useShown()
  const { lost, kept, n, isClear } = difference
  if (difference.difference === null)
    return (
      <td data-end>
        <span className="quiet" title={t('paths.few', { count: n })}>
          {t('paths.n', { count: n })}
        </span>
      </td>
    )
  const { value, apart, bare } = shown(fact)
  return (
    <td data-end data-clear={isClear || undefined} title={t('paths.both', { lost: value(lost), kept: value(kept) })}>
      <strong>{apart(difference.difference)}</strong>
      <span className={styles.interval}>
        {t('paths.interval', { low: bare(difference.low!), high: bare(difference.high!) })}
      </span>
      <span className={styles.interval}>{t('paths.n', { count: n })}</span>
    </td>
  )
}

/** Values of a fact and differences between them, to one place; differences with a sign, of percentages in points. */
export function useShown() {
  const { t } = useTranslation('churnStudy')
  const format = useFormat()
  const text = useFactText()
  const rounded = (value: number) => Math.round(value * 10) / 10
  const signed = (value: number, say: (amount: number) => string) => {
    const amount = rounded(Math.abs(value))
    return amount === 0 ? say(0) : `${value > 0 ? '+' : '−'}${say(amount)}`
  }
  return (fact: Path['fact']) => {
    const isShare = fact.type === 'percent' || fact.unit === 'percent'
    const said = (amount: number) =>
      isShare ? t('traits.points', { value: format.number(amount) }) : text(fact, amount, true)
    return {
      value: (value: number | null) => text(fact, value === null ? null : rounded(value), true),
      apart: (value: number) => signed(value, said),
      /** Without its unit, for intervals: the difference beside them has it. */
      bare: (value: number) => signed(value, (amount) => (isShare ? format.number(amount) : said(amount))),
    }
  }
}
