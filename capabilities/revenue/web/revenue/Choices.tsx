import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { oneOf } from '#web/router/search.ts'
import { PartChoices } from './PartChoices.tsx'
import { periods, pers, type Tab } from './search.ts'
import styles from './revenue.module.css'
import { useAsked, useSegmentNames } from './useAsked.ts'

/** Whether a tab looks at a period, at one segment at a time, and at a part of it: a product, or whom a condition holds of. */
const looks: Record<Tab, { period: boolean; per: boolean; segment: boolean; part?: true }> = {
  waterfall: { period: true, per: true, segment: true, part: true },
  tree: { period: true, per: true, segment: true, part: true },
  retention: { period: true, per: false, segment: false },
  cohorts: { period: true, per: false, segment: true },
  lifetime: { period: false, per: false, segment: true },
  outlook: { period: false, per: false, segment: true },
  reconcile: { period: false, per: false, segment: false },
}

/** Whether a tab may be narrowed down to a product, or by a condition. */
export const looksAtParts = (tab: Tab): boolean => looks[tab].part === true

/** The period, its stretches and the segment one looks at; all of it stands in the address. */
export function Choices({ tab }: { tab: Tab }) {
  const { t } = useTranslation('revenuePage')
  const { search, set, per } = useAsked()
  const names = useSegmentNames()
  const { period, per: byStretch, segment, part } = looks[tab]
  return (
    <div className={styles.choices} role="group" aria-label={t('choices.label')}>
      {period ? (
        <NativeSelect
          size="xs"
          aria-label={t('choices.period')}
          value={oneOf(search.period, periods)}
          onChange={(event) => set({ period: event.currentTarget.value, at: '', kind: '' })}
          data={periods.map((value) => ({ value, label: t(`choices.periods.${value}`) }))}
        />
      ) : null}
      {byStretch ? (
        <NativeSelect
          size="xs"
          aria-label={t('choices.per')}
          value={per}
          onChange={(event) => set({ per: event.currentTarget.value, at: '', kind: '' })}
          data={pers.map((value) => ({ value, label: t(`choices.pers.${value}`) }))}
        />
      ) : null}
      {segment && names.size > 0 ? (
        <NativeSelect
          size="xs"
          aria-label={t('choices.segment')}
          value={search.segment ?? ''}
          onChange={(event) => set({ segment: event.currentTarget.value })}
          data={[
            { value: '', label: t('choices.everybody') },
            ...[...names].map(([value, label]) => ({ value, label })),
          ]}
        />
      ) : null}
      {part ? <PartChoices /> : null}
      {segment && (search.segment ?? (part && search.where)) ? (
        <span className="quiet">{t('choices.segmentNote')}</span>
      ) : null}
    </div>
  )
}
