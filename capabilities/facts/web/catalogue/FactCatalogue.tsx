import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { matchScore } from '#web/actions/match.ts'
import { type Action, useActions } from '#web/actions/actions.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { factWords } from '../factWords.ts'
import { facts } from '../factsApi.ts'
import { factOwners, ownerOf } from '#capabilities/facts/core/owners.ts'
import styles from './catalogue.module.css'
import { FactEntry } from './FactEntry.tsx'

/** Every fact that can be asked about: what it is, of how many customers it is known, how fresh, and what asks about it. */
export function FactCatalogue() {
  const { t } = useTranslation('facts')
  const { language, number, ago, dayPlain } = useFormat()
  const [typed, setTyped] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const catalogue = useQuery(facts.catalogue.queryOptions({ staleTime: 60_000 }))
  const overview = useQuery(facts.overview.queryOptions())
  useActions(
    useMemo<Action[]>(
      () => [
        {
          id: 'facts search',
          label: t('catalogue.search'),
          keys: '/',
          group: 'page',
          run: () => search.current?.focus(),
        },
      ],
      [t],
    ),
  )
  const failed = catalogue.error ?? overview.error
  if (failed)
    return <ErrorState error={failed} onRetry={() => void catalogue.refetch().then(() => overview.refetch())} />
  const all = catalogue.data?.facts ?? []
  const told = new Map(overview.data?.facts.map((fact) => [fact.key, fact]))
  const found = all.filter((fact) => matchScore(typed, inLanguage(fact.label, language), factWords(fact)) > 0)
  return (
    <>
      <p className={`quiet ${styles.lead}`}>{t('catalogue.lead')}</p>
      <div className={styles.tools}>
        <TextInput
          ref={search}
          className={styles.search}
          type="search"
          aria-label={t('catalogue.search')}
          placeholder={t('catalogue.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <span className="quiet small num" role="status">
          {t('catalogue.found', { count: found.length, shown: number(found.length) })}
          {overview.data?.computedAt ? ` · ${t('catalogue.computed', { ago: ago(overview.data.computedAt) })}` : ''}
          {overview.data?.allComputedOn
            ? ` · ${t('catalogue.allComputed', { day: dayPlain(overview.data.allComputedOn) })}`
            : ''}
        </span>
      </div>
      {catalogue.data ? null : <BoneLines widths={[60, 90, 80, 70]} height={36} />}
      {factOwners.map((owner) => {
        const own = found.filter((fact) => ownerOf(fact) === owner)
        if (own.length === 0) return null
        return (
          <Section key={owner} title={t(`owners.${owner}`)} note={number(own.length)}>
            <ul className={styles.entries}>
              {own.map((fact) => (
                <FactEntry key={fact.key} fact={fact} told={told.get(fact.key)} of={overview.data?.of ?? 0} />
              ))}
            </ul>
          </Section>
        )
      })}
      {catalogue.data && found.length === 0 ? <p className="quiet">{t('condition.noFact')}</p> : null}
    </>
  )
}
