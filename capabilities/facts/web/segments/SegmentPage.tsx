import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readCondition } from '#capabilities/facts/core/condition/check.ts'
import { sayCondition } from '#capabilities/facts/core/condition/words.ts'
import { inAllOf } from '#capabilities/facts/core/segment/segment.ts'
import { Bars } from '#web/chart/Bars.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import { ExplainFor } from '../ExplainFor.tsx'
import type { Asked } from '../Explanation.tsx'
import { useCatalogue } from '../factsApi.ts'
import { UseList } from '../UseList.tsx'
import { segments } from './apis.ts'
import { Comparison } from './Comparison.tsx'
import { Moves } from './Moves.tsx'
import { RuleMenu } from './RuleMenu.tsx'
import { SegmentDialog } from './SegmentDialog.tsx'
import { Separation } from './Separation.tsx'
import { Shares } from './Shares.tsx'
import styles from './segmentPage.module.css'

export type SegmentAnswer = Awaited<ReturnType<typeof segments.page.call>>

/** A segment: its members against all other customers, who came and went, and how well its axis tells customers apart. */
export function SegmentPage() {
  const { t } = useTranslation('segments')
  const { language } = useFormat()
  const { id } = useParams({ from: '/frame/segments/$id' })
  const { m } = useSearch({ from: '/frame/segments/$id' })
  const may = useMay('segments.manage')
  const mayRule = useMay('signals.manage')
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const { data, error, refetch } = useQuery(
    segments.page.queryOptions({ input: { id, ...(m ? { measures: m } : {}) }, placeholderData: keepPreviousData }),
  )
  const name = data ? inLanguage(data.segment.label, language) : '…'
  const compare = (keys: readonly string[]) =>
    void navigate({
      to: '/segments/$id',
      params: { id },
      search: { m: keys.join() },
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={name}
      path={[
        { label: t('page.settings'), to: '/settings' },
        { label: t('page.segments'), to: '/settings/segments' },
        { label: name },
      ]}
      sub={data ? inLanguage(data.axis.label, language) : null}
      actions={
        data ? (
          <>
            <Link to="/customers" search={{ c: inAllOf([data.segment.key]) }}>
              {t('inList')}
            </Link>
            {mayRule && data.segment.archivedAt === null ? <RuleMenu name={name} segment={data.segment.key} /> : null}
            {may ? (
              <Button size="xs" variant="default" onClick={() => setEditing(true)}>
                {t('edit')}
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {error ? (
        <Link to="/settings/$part" params={{ part: 'segments' }}>
          {t('page.toSegments')}
        </Link>
      ) : null}
      {data || error ? null : <BoneLines widths={[30, 60, 100, 100, 90]} height={36} />}
      {data ? (
        <div className={styles.columns}>
          <div>
            <Comparison answer={data} onCompare={compare} />
            <Shares answer={data} />
          </div>
          <div>
            <Head answer={data} />
            <Separation answer={data} />
            <Course answer={data} />
            <Moves id={id} />
          </div>
        </div>
      ) : null}
      {editing && data ? (
        <SegmentDialog axis={data.axis} segment={data.segment} onClose={() => setEditing(false)} />
      ) : null}
    </Page>
  )
}

function Head({ answer: { segment, of, uses } }: { answer: SegmentAnswer }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const catalogue = useCatalogue()
  const [account, setAccount] = useState<Asked | null>(null)
  const read = readCondition(segment.condition, catalogue)
  const said = read.ok
    ? sayCondition(read.value, catalogue, { locale: format.language, currency: format.currency })
    : null
  const share = format.percent(of === 0 ? 0 : (segment.members / of) * 100)
  return (
    <Section title={t('page.members')}>
      <p className={styles.figures}>
        <b className="num">{t('customers', { count: segment.members, shown: format.number(segment.members) })}</b>
        <span className="quiet num">{t('page.ofAll', { of: format.number(of), share })}</span>
      </p>
      <Pairs>
        {segment.arr === null ? null : (
          <Pair name={t('page.arr')}>
            <span className="num" title={format.money(segment.arr)}>
              {format.moneyShort(segment.arr)}
            </span>
          </Pair>
        )}
        <Pair name={t('page.condition')}>
          {segment.kind === 'static' ? t('page.byHand') : (said ?? <code>{segment.condition}</code>)}
        </Pair>
        <Pair name={t('page.key')}>
          <code>{inAllOf([segment.key])}</code>
        </Pair>
        {uses.length > 0 ? (
          <Pair name={t('page.uses')}>
            <UseList uses={uses} />
          </Pair>
        ) : null}
      </Pairs>
      {segment.kind === 'live' && segment.readable ? (
        <div className={styles.explain}>
          <ExplainFor condition={segment.condition} account={account} onAccount={setAccount} />
        </div>
      ) : null}
      {segment.archivedAt ? <Chip>{t('archived')}</Chip> : null}
      {segment.readable ? null : <p className={styles.wrong}>{t('unreadable')}</p>}
    </Section>
  )
}

function Course({ answer: { course, since } }: { answer: SegmentAnswer }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const points = course.map(({ day, members }) => ({ label: day, value: members }))
  const day = format.dayPlain(format.dayOfInstant(since))
  return (
    <Section title={t('page.course')} note={t('page.courseNote', { day })}>
      <Bars
        label={t('page.course')}
        points={points}
        height={150}
        labelOf={(label) => format.dayTable(label).slice(5)}
      />
    </Section>
  )
}
