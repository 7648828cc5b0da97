import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { catalogueOf } from '#capabilities/facts/core/catalogue.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { missing } from '#web/i18n/format.ts'
import { useFormat } from '#web/session.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { useCatalogue } from '../factsApi.ts'
import { FactPicker } from '../FactPicker.tsx'
import type { SegmentAnswer } from './SegmentPage.tsx'
import styles from './segmentPage.module.css'

type Measured = SegmentAnswer['measures'][number]
type Sums = Measured['members']

const isNumber = (fact: FactDefinition) => fact.type === 'number' || fact.type === 'money' || fact.type === 'percent'

/** Members against all others by number facts, any of which can be added or left out; the choice stands in the address. */
export function Comparison({
  answer,
  onCompare,
}: {
  answer: SegmentAnswer
  onCompare: (keys: readonly string[]) => void
}) {
  const { t } = useTranslation('segments')
  const catalogue = useCatalogue()
  const shown = answer.measures.map((one) => one.fact)
  const others = catalogueOf(
    catalogue.all.filter((fact) => !fact.derived && isNumber(fact) && !shown.includes(fact.key)),
  )
  return (
    <Section title={t('page.compare')} note={t('page.compareNote')}>
      <Scroll label={t('page.compare')}>
        <table className={`${styles.table} ${styles.compared}`}>
          <thead>
            <tr>
              <th scope="col">{t('page.measure')}</th>
              <th scope="col">{t('page.inside')}</th>
              <th scope="col">{t('page.outside')}</th>
              <th scope="col">{t('page.difference')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {answer.measures.map((one) => (
              <Line
                key={one.fact}
                one={one}
                fact={catalogue.get(one.fact)}
                onDrop={shown.length > 1 ? () => onCompare(shown.filter((key) => key !== one.fact)) : null}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      <div className={styles.add}>
        <FactPicker
          key={shown.join()}
          catalogue={others}
          value=""
          label={t('page.addMeasure')}
          onChange={(key) => onCompare([...shown, key])}
        />
      </div>
    </Section>
  )
}

function Line({ one, fact, onDrop }: { one: Measured; fact: FactDefinition | undefined; onDrop: (() => void) | null }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const text = useFactText()
  if (!fact) return null
  const name = inLanguage(fact.label, format.language)
  const write = (value: number | null) => text(fact, value === null ? null : tidy(fact, value), fact.type === 'money')
  const side = (sums: Sums, of: string) => (
    <td className={styles.figure} data-name={of}>
      <b>{write(sums.mean)}</b>
      <div className={`quiet small ${styles.under}`}>
        {sums.median === null ? null : <span>{t('page.median', { median: write(sums.median) })}</span>}
        {fact.type === 'money' && sums.sum !== null ? (
          <span>{t('page.sum', { sum: format.moneyShort(sums.sum) })}</span>
        ) : null}
        <span>{t('page.known', { count: sums.known, shown: format.number(sums.known) })}</span>
      </div>
    </td>
  )
  const difference = one.members.mean === null || one.rest.mean === null ? null : one.members.mean - one.rest.mean
  const apart = (value: number) => {
    const shown = tidy(fact, Math.abs(value))
    const sign = shown === 0 ? '±' : value > 0 ? '+' : '−'
    return sign + (fact.type === 'percent' ? t('page.points', { shown: format.number(shown) }) : write(shown))
  }
  const relative = difference === null || !one.rest.mean ? null : (difference / Math.abs(one.rest.mean)) * 100
  return (
    <tr>
      <th scope="row">{name}</th>
      {side(one.members, t('page.inside'))}
      {side(one.rest, t('page.outside'))}
      <td className={styles.figure} data-name={t('page.difference')}>
        {difference === null ? missing : apart(difference)}
        {relative === null || fact.type === 'percent' ? null : (
          <div className="quiet small">{format.change(Math.round(relative), '%')}</div>
        )}
      </td>
      <td>
        {onDrop ? (
          <ActionIcon aria-label={t('page.dropMeasure', { name })} onClick={onDrop}>
            <Icon name="close" size={14} />
          </ActionIcon>
        ) : null}
      </td>
    </tr>
  )
}

/** A mean is written to the place that still says something. */
function tidy(fact: FactDefinition, value: number): number {
  if (fact.type === 'money') return Math.round(value)
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10
}
