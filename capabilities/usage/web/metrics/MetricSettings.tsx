import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takenKeys } from '#capabilities/usage/core/readyMade.ts'
import { matchScore } from '#web/actions/match.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { ChainSettings } from '../coverage/ChainSettings.tsx'
import { Silence } from '../Silence.tsx'
import { facts, type Metric, metrics, type Use } from './apis.ts'
import { type Editing, MetricEditor } from './MetricEditor.tsx'
import { MetricLine } from './MetricLine.tsx'
import { MetricVersions } from './MetricVersions.tsx'

/** The usage metrics: the company's own, and the standard ones, which can be changed. */
export function MetricSettings() {
  const { t } = useTranslation('metrics')
  const may = useMay('fields.manage')
  const { data, error, refetch } = useQuery(metrics.list.queryOptions())
  const overview = useQuery(facts.overview.queryOptions())
  const usesOf = (key: string) =>
    distinct(overview.data?.facts.filter((fact) => isOf(fact.key, key)).flatMap((fact) => fact.uses) ?? [])
  const { new: asked } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<Editing | null>(null)
  const editing = chosen ?? (asked && may && data ? fresh : null)
  const close = () => {
    setChosen(null)
    if (asked) void navigate({ to: '/settings/$part', params: { part: 'metrics' }, search: {}, replace: true })
  }
  const { language } = useFormat()
  const [sought, setSought] = useState('')
  const [versionsOf, setVersionsOf] = useState<Metric | null>(null)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  const all = data?.metrics ?? []
  const isSought = ({ key, definition: { label } }: Metric) =>
    matchScore(sought, inLanguage(label, language), `${key} ${label.ja} ${label.en}`) > 0
  const own = all.filter((metric) => metric.origin === 'own' && !metric.archived)
  const archived = all.filter((metric) => metric.origin === 'own' && metric.archived)
  const ready = all.filter((metric) => metric.origin !== 'own')
  const add = may ? (
    <Button size="xs" onClick={() => setChosen(fresh)}>
      {t('add')}
    </Button>
  ) : null
  const line = (metric: Metric) => (
    <MetricLine
      key={metric.key}
      metric={metric}
      uses={usesOf(metric.key)}
      may={may}
      onEdit={() => setChosen({ metric, begin: null })}
      onCopy={() => setChosen({ metric: null, begin: metric.definition })}
      onVersions={() => setVersionsOf(metric)}
    />
  )
  return (
    <>
      <p className="quiet" style={{ margin: '0 0 12px' }}>
        {may ? t('lead') : t('readOnly')}
      </p>
      <Silence />
      {own.length > searchedFrom ? (
        <TextInput
          type="search"
          mb={12}
          maw={360}
          aria-label={t('find')}
          placeholder={t('find')}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      ) : null}
      <Section
        title={t('own')}
        note={data ? t('count', { count: own.length }) : null}
        actions={own.length > 0 ? add : null}
      >
        {data ? null : <BoneLines widths={[70, 80, 60]} height={40} />}
        {data && own.length === 0 ? (
          <EmptyState compact icon="pulse" action={add}>
            {t('none')}
          </EmptyState>
        ) : null}
        {own.filter(isSought).map(line)}
        {own.length > 0 && !own.some(isSought) ? <p className="quiet small">{t('noneFound')}</p> : null}
        {archived.length > 0 ? (
          <details>
            <summary className="quiet small">{t('showArchived', { count: archived.length })}</summary>
            {archived.map(line)}
          </details>
        ) : null}
      </Section>
      <Section title={t('ready')} note={data ? t('count', { count: ready.length }) : null}>
        {data ? null : <BoneLines widths={[70, 80, 60]} height={40} />}
        {ready.filter(isSought).map(line)}
        {data && !ready.some(isSought) ? <p className="quiet small">{t('noneFound')}</p> : null}
      </Section>
      <ChainSettings />
      {editing ? (
        <MetricEditor
          key={editing.metric?.key ?? 'new'}
          {...editing}
          taken={new Set([...takenKeys, ...all.map((metric) => metric.key)])}
          onClose={close}
        />
      ) : null}
      {versionsOf ? <MetricVersions metric={versionsOf} may={may} onClose={() => setVersionsOf(null)} /> : null}
    </>
  )
}

const searchedFrom = 8 // metrics of its own: fewer are seen at a glance

/** A metric from nothing; `?new=metric` in the address opens it. */
const fresh: Editing = { metric: null, begin: null }

const isOf = (fact: string, key: string) => fact === `metric.${key}` || fact.startsWith(`metric.${key}.`)

function distinct(uses: readonly Use[]): Use[] {
  return [...new Map(uses.map((use) => [`${use.kind} ${use.id}`, use])).values()]
}
