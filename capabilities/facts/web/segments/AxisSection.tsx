import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Axis, Segment } from './apis.ts'
import { SegmentLine } from './SegmentLine.tsx'
import styles from './segments.module.css'
import type { SegmentMoves } from './useSegmentMoves.ts'

/** An axis: its segments in their order, who is in none of them, and who is in two. */
export function AxisSection({
  axis,
  of,
  may,
  moves,
  place,
  onEdit,
  onSegment,
}: {
  axis: Axis
  of: number
  may: boolean
  moves: SegmentMoves
  place: { first: boolean; last: boolean }
  onEdit: () => void
  onSegment: (segment: Segment | null) => void
}) {
  const { t } = useTranslation('segments')
  const { language } = useFormat()
  const name = inLanguage(axis.label, language)
  const living = axis.segments.filter((segment) => segment.archivedAt === null)
  const archived = axis.segments.filter((segment) => segment.archivedAt !== null)
  const choices = [
    { label: t('edit'), onChoose: onEdit },
    ...(place.first ? [] : [{ label: t('up'), onChoose: () => moves.shiftAxis(axis, -1) }]),
    ...(place.last ? [] : [{ label: t('down'), onChoose: () => moves.shiftAxis(axis, 1) }]),
    { label: t('archive'), onChoose: () => moves.archiveAxis(axis), danger: true },
  ]
  const line = (segment: Segment, at: number) => (
    <SegmentLine
      key={segment.id}
      axis={axis}
      segment={segment}
      of={of}
      may={may}
      moves={moves}
      place={{ first: at === 0, last: at === living.length - 1 }}
      onEdit={() => onSegment(segment)}
    />
  )
  return (
    <Section
      title={name}
      note={axis.exclusive ? <span title={t('exclusiveHelp')}>{t('exclusive')}</span> : null}
      actions={
        may ? (
          <>
            <Button size="xs" variant="default" onClick={() => onSegment(null)}>
              {t('add')}
            </Button>
            <MoreMenu label={t('axisMenu', { name })} choices={choices} />
          </>
        ) : null
      }
    >
      {living.length === 0 ? <p className="quiet">{t('none')}</p> : null}
      {living.map(line)}
      {living.length > 0 ? <Leftovers axis={axis} of={of} /> : null}
      <Overlaps axis={axis} />
      {archived.length > 0 ? (
        <details className={styles.more}>
          <summary className="quiet small">{t('showArchived', { count: archived.length })}</summary>
          {archived.map(line)}
        </details>
      ) : null}
    </Section>
  )
}

function Leftovers({ axis, of }: { axis: Axis; of: number }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const { accounts, condition } = axis.leftovers
  const share = of === 0 ? 0 : (accounts / of) * 100
  return (
    <div className={styles.line} data-quiet>
      <div className={styles.name}>
        {accounts > 0 ? (
          <Link to="/customers" search={{ c: condition }}>
            {t('leftovers')}
          </Link>
        ) : (
          <span>{t('leftovers')}</span>
        )}
      </div>
      <Bar value={share} tone="unknown" />
      <span className={`num ${styles.count}`}>
        {t('customers', { count: accounts, shown: format.number(accounts) })}
      </span>
      <span className={`num quiet ${styles.share}`}>{format.percent(share)}</span>
      <span className={styles.menu} />
    </div>
  )
}

function Overlaps({ axis }: { axis: Axis }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  if (axis.overlaps.length === 0) return null
  const nameOf = (key: string) => {
    const segment = axis.segments.find((one) => one.key === key)
    return segment ? inLanguage(segment.label, format.language) : key
  }
  return (
    <div className={styles.overlaps}>
      <span className="quiet small">{t('overlaps')}</span>
      {axis.overlaps.slice(0, 8).map(({ keys, accounts, condition }) => (
        <Link key={keys.join()} to="/customers" search={{ c: condition }} className={styles.overlap}>
          <Chip>
            {t('overlap', { a: nameOf(keys[0]!), b: nameOf(keys[1]!) })}{' '}
            <b className="num">{t('customers', { count: accounts, shown: format.number(accounts) })}</b>
          </Chip>
        </Link>
      ))}
    </div>
  )
}
