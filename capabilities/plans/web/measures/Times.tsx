import { useTranslation } from 'react-i18next'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Asked, Measures } from './apis.ts'
import { Count } from './Count.tsx'
import { useWords } from './useWords.ts'

const counts = ['started', 'done', 'running', 'stopped'] as const

/** How long customers take to the end and to the first value, group by group. */
export function Times({ measures, by }: { measures: Measures; by: NonNullable<Asked['by']> }) {
  const { t } = useTranslation('planMeasures')
  const words = useWords(by)
  const { whole, groups } = measures.times
  const row = (times: typeof whole, group?: string) => (
    <>
      {counts.map((of) => (
        <td key={of} data-end>
          <Count of={of} value={times[of]} {...(group === undefined ? {} : { group })} />
        </td>
      ))}
      <td data-end data-strong title={words.range(times.duration)}>
        {words.days(times.duration.days)}
      </td>
      <td data-end>
        <Count of="value" value={times.reachedValue} {...(group === undefined ? {} : { group })} />
      </td>
      <td data-end data-strong title={words.range(times.toValue)}>
        {words.days(times.toValue.days)}
      </td>
    </>
  )
  return (
    <Section title={t('times.title')} note={t(by === 'month' ? 'times.note' : 'times.noteGroups')} flush>
      <FigureTable
        label={t('times.title')}
        heads={[
          t('times.group'),
          ...counts.map((of) => ({ end: t(`times.${of}`) })),
          { end: t('times.duration') },
          { end: t('times.value') },
          { end: t('times.toValue') },
        ]}
      >
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              <th scope="row">{words.group(group)}</th>
              {row(group, group.key)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('times.whole')}</th>
            {row(whole)}
          </tr>
        </tfoot>
      </FigureTable>
    </Section>
  )
}
