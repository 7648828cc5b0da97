import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inAllOf } from '#capabilities/facts/core/segment/segment.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Bar } from '#web/ui/Because.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import type { Axis, Segment } from './apis.ts'
import styles from './segments.module.css'
import type { SegmentMoves } from './useSegmentMoves.ts'

/** A segment of an axis: how many are in it, as a bar, and what can be done with it. */
export function SegmentLine({
  axis,
  segment,
  of,
  may,
  moves,
  place,
  onEdit,
}: {
  axis: Axis
  segment: Segment
  of: number
  may: boolean
  moves: SegmentMoves
  place: { first: boolean; last: boolean }
  onEdit: () => void
}) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const navigate = useNavigate()
  const name = inLanguage(segment.label, format.language)
  const archived = segment.archivedAt !== null
  const share = of === 0 ? 0 : (segment.members / of) * 100
  const see = {
    label: t('inList'),
    onChoose: () => void navigate({ to: '/customers', search: { c: inAllOf([segment.key]) } }),
  }
  const change = archived
    ? [{ label: t('restore'), onChoose: () => moves.restore(segment) }]
    : [
        { label: t('edit'), onChoose: onEdit },
        ...(place.first ? [] : [{ label: t('up'), onChoose: () => moves.shift(axis, segment, -1) }]),
        ...(place.last ? [] : [{ label: t('down'), onChoose: () => moves.shift(axis, segment, 1) }]),
        { label: t('archive'), onChoose: () => moves.archive(segment), danger: true },
      ]
  return (
    <div className={styles.line}>
      <div className={styles.name}>
        <Link to="/segments/$id" params={{ id: segment.id }}>
          {name}
        </Link>{' '}
        {segment.kind === 'static' ? <Chip>{t('kinds.static')}</Chip> : null}
        {archived ? <Chip>{t('archived')}</Chip> : null}
        {segment.readable ? null : <div className={styles.unreadable}>{t('unreadable')}</div>}
      </div>
      <Bar value={share} />
      <span className={`num ${styles.count}`}>
        {t('customers', { count: segment.members, shown: format.number(segment.members) })}
      </span>
      <span
        className={`num quiet ${styles.share}`}
        title={segment.arr === null ? undefined : format.money(segment.arr)}
      >
        {format.percent(share)}
      </span>
      <span className={styles.menu}>
        <MoreMenu label={t('segmentMenu', { name })} choices={[...(archived ? [] : [see]), ...(may ? change : [])]} />
      </span>
    </div>
  )
}
