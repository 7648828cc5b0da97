import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Measures } from './apis.ts'
import { Count } from './Count.tsx'
import { useWords } from './useWords.ts'

/** At which steps those stand who are not done, for how long; of a template, also what is skipped and asked about. */
export function Stops({ measures, hasTemplate }: { measures: Measures; hasTemplate: boolean }) {
  const { t } = useTranslation('planMeasures')
  const format = useFormat()
  const words = useWords('month')
  const { stops, steps } = measures
  const troubles = new Map(steps.map((step) => [step.key, step]))
  const standing = new Set(stops.map(({ key }) => key))
  const beside = steps.filter(({ key, skipped, questions }) => !standing.has(key) && skipped + questions > 0)
  const lines = [
    ...stops,
    ...beside.map(({ key, name }) => ({ key, name, customers: 0, stopped: 0, medianDays: null })),
  ]
  const note = hasTemplate ? t('stops.note') : `${t('stops.note')} · ${t('stops.chooseTemplate')}`
  return (
    <Section title={t('stops.title')} note={note} flush>
      {lines.length === 0 ? <EmptyState compact>{t('stops.none')}</EmptyState> : null}
      {lines.length > 0 ? (
        <FigureTable
          label={t('stops.title')}
          heads={[
            t('stops.step'),
            { end: t('stops.customers') },
            { end: t('stops.stopped') },
            { end: t('stops.days') },
            ...(hasTemplate ? [{ end: t('stops.skipped') }, { end: t('stops.questions') }] : []),
          ]}
        >
          <tbody>
            {lines.map(({ key, name, customers, stopped, medianDays }) => {
              const trouble = troubles.get(key)
              const share = trouble && trouble.plans > 0 ? (100 * trouble.skipped) / trouble.plans : null
              return (
                <tr key={key}>
                  <th scope="row">{inLanguage(name, format.language)}</th>
                  <td data-end>
                    <Count of="at" value={customers} step={key} />
                  </td>
                  <td data-end>{stopped === 0 ? <span className="quiet">0</span> : format.number(stopped)}</td>
                  <td data-end>{words.days(medianDays)}</td>
                  {hasTemplate ? (
                    <>
                      <td data-end>{share === null ? '—' : format.percent(Math.round(share * 10) / 10)}</td>
                      <td data-end>{format.number(trouble?.questions ?? 0)}</td>
                    </>
                  ) : null}
                </tr>
              )
            })}
          </tbody>
        </FigureTable>
      ) : null}
    </Section>
  )
}
