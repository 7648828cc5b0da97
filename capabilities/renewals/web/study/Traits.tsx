import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { accessContract } from '#capabilities/access/contract.ts'
import { api } from '#web/client.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { FigureTable } from '#web/table/FigureTable.tsx'
import type { Difference, Study, StudySearch, Trait } from './apis.ts'
import { useShown } from './Paths.tsx'
import styles from './study.module.css'

const peopleQuery = api<typeof accessContract>('access').people.list.queryOptions({ staleTime: 600_000 })

/** What a value of a trait is called: a choice by its label, a person by their name. */
export function useTraitName(): (fact: Trait['fact'], value: string) => string {
  const { language } = useFormat()
  const people = useQuery(peopleQuery)
  return (fact, value) => {
    const choice = fact.choices?.find(({ key }) => key === value)
    if (choice) return inLanguage(choice.label, language)
    return people.data?.people.find(({ id }) => id === value)?.name ?? value
  }
}

/** What customers were a while before: how much more often those who left had it than those who stayed. */
export function Traits({ study, search }: { study: Study; search: StudySearch }) {
  const { t } = useTranslation('churnStudy')
  const format = useFormat()
  const nameOf = useTraitName()
  const shown = useShown()
  return (
    <Section title={t('traits.title', { days: study.traitDays })} flush>
      <p className={styles.lead}>{t('traits.lead', { days: study.traitDays })}</p>
      <FigureTable
        label={t('traits.title', { days: study.traitDays })}
        heads={[
          t('traits.trait'),
          ...(['lost', 'kept', 'difference', 'n'] as const).map((one) => ({ end: t(`traits.${one}`) })),
        ]}
        className={styles.table}
      >
        {study.sizes.length > 0 ? (
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={5} className={styles.group}>
                {t('traits.sizes')}
              </th>
            </tr>
            {study.sizes.map(({ fact, ...one }) => (
              <tr key={fact.key} data-under>
                <th scope="row">{inLanguage(fact.label, format.language)}</th>
                <Compared difference={one} {...shown(fact)} />
              </tr>
            ))}
          </tbody>
        ) : null}
        {study.traits.map(({ fact, values }) => (
          <tbody key={fact.key}>
            <tr>
              <th scope="rowgroup" colSpan={5} className={styles.group}>
                {inLanguage(fact.label, format.language)}
              </th>
            </tr>
            {values.map((one) => (
              <tr key={one.value} data-under>
                <th scope="row">
                  <Link
                    to="/renewals/study"
                    search={{ ...(search.months ? { months: search.months } : {}), fact: fact.key, value: one.value }}
                    hash="lost"
                  >
                    {nameOf(fact, one.value)}
                  </Link>
                </th>
                <Compared difference={one} {...shown(share)} />
              </tr>
            ))}
          </tbody>
        ))}
      </FigureTable>
    </Section>
  )
}

/** Traits are compared as shares of customers. */
const share = { key: 'share', type: 'percent' } as Trait['fact']

/** Both means, how far they are apart, and by how many sets that is told. */
function Compared({
  difference,
  value,
  apart,
  bare,
}: { difference: Difference } & ReturnType<ReturnType<typeof useShown>>) {
  const { t } = useTranslation('churnStudy')
  const format = useFormat()
  return (
    <>
      <td data-end>{value(difference.lost)}</td>
      <td data-end>{value(difference.kept)}</td>
      <td data-end data-clear={difference.isClear || undefined}>
        {difference.difference === null ? (
          <span className="quiet">{t('traits.few')}</span>
        ) : (
          <>
            <strong>{apart(difference.difference)}</strong>{' '}
            <span className="quiet">
              {t('paths.interval', { low: bare(difference.low!), high: bare(difference.high!) })}
            </span>
          </>
        )}
      </td>
      <td data-end>{format.number(difference.n)}</td>
    </>
  )
}
