import { Button } from '@mantine/core'
import { type CSSProperties, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { Bar } from '#web/ui/Because.tsx'
import { Section } from '#web/ui/Section.tsx'
import { AimDialog } from './AimDialog.tsx'
import type { Asked, Measures } from './apis.ts'
import { Count } from './Count.tsx'
import styles from './measures.module.css'
import { useWords } from './useWords.ts'

/** How many reached the end without a person, group by group, beside the aim. */
export function SelfStart({ measures, by }: { measures: Measures; by: NonNullable<Asked['by']> }) {
  const { t } = useTranslation('planMeasures')
  const format = useFormat()
  const words = useWords(by)
  const mayManage = useMay('journey.manage')
  const [changing, setChanging] = useState(false)
  const { aim, selfStart } = measures
  const row = (one: typeof selfStart.whole, group?: string) => {
    const of = group === undefined ? {} : { group }
    const percent = one.percent === null ? '—' : format.percent(Math.round(one.percent * 10) / 10)
    return (
      <>
        <td data-end>
          <Count of="ended" value={one.ended} {...of} />
        </td>
        <td data-end>
          <Count of="alone" value={one.alone} {...of} />
        </td>
        <td data-end>
          <Count of="led" value={one.done - one.alone} {...of} />
        </td>
        <td data-end data-strong>
          {percent}
        </td>
        <td data-bar className={styles.bar} style={{ '--aim-part': aim.percent / 100 } as CSSProperties}>
          {one.percent === null ? null : <Bar value={one.percent} />}
        </td>
      </>
    )
  }
  return (
    <Section
      title={t('self.title')}
      note={t(by === 'month' ? 'self.note' : 'self.noteGroups')}
      flush
      actions={
        mayManage ? (
          <Button size="compact-xs" variant="default" onClick={() => setChanging(true)}>
            {t('self.changeAim')}
          </Button>
        ) : null
      }
    >
      <p className={styles.rule}>{t('self.rule')}</p>
      <FigureTable
        label={t('self.title')}
        heads={[
          t('times.group'),
          { end: t('self.ended') },
          { end: t('self.alone') },
          { end: t('self.led') },
          { end: t('self.percent') },
          { bar: t('self.bar') },
        ]}
      >
        <tbody>
          {selfStart.groups.map((group) => (
            <tr key={group.key}>
              <th scope="row">{words.group(group)}</th>
              {row(group, group.key)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('times.whole')}</th>
            {row(selfStart.whole)}
          </tr>
        </tfoot>
      </FigureTable>
      {changing ? <AimDialog aim={aim} onClose={() => setChanging(false)} /> : null}
    </Section>
  )
}
