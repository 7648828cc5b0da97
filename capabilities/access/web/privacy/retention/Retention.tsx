import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Retained } from '#capabilities/access/contract/retention.ts'
import { useFormat } from '#web/session.ts'
import { Row, Section } from '#web/ui/Section.tsx'
import { privacy } from '../api.ts'
import { Holds } from './Holds.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import type { FindAccount } from './findAccount.ts'

type Rule = Retained['rules'][number]

/** For how long each kind of data is kept, what was taken away by it, and which customers it does not touch. */
export function Retention({ findAccount }: { findAccount: FindAccount }) {
  const { t } = useTranslation('privacy')
  const queries = useQueryClient()
  const { data } = useQuery(privacy.retention.read.queryOptions())
  const [chosen, setChosen] = useState<Rule | null>(null)
  if (!data) return null
  const keep = (retained: Retained) => queries.setQueryData(privacy.retention.read.queryKey(), retained)
  return (
    <>
      <Section title={t('retention.title')} note={t('retention.note')}>
        {data.rules.map((rule) => (
          <Row
            key={rule.kind}
            end={
              <>
                {rule.days === null ? t('retention.forEver') : t('retention.days', { count: rule.days })}
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`${t(`retention.kinds.${rule.kind}.name`)}: ${t('retention.set')}`}
                  onClick={() => setChosen(rule)}
                >
                  {t('retention.set')}
                </Button>
              </>
            }
          >
            {t(`retention.kinds.${rule.kind}.name`)}
            <div className="quiet small">{t(`retention.kinds.${rule.kind}.text`)}</div>
          </Row>
        ))}
      </Section>
      <Runs runs={data.runs} />
      <Holds holds={data.holds} findAccount={findAccount} onChange={keep} />
      {chosen ? <RuleDialog rule={chosen} onClose={() => setChosen(null)} onChange={keep} /> : null}
    </>
  )
}

function Runs({ runs }: { runs: Retained['runs'] }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  return (
    <Section title={t('retention.runs')}>
      {runs.length === 0 ? <p className="quiet small">{t('retention.noRuns')}</p> : null}
      {runs.map(({ kind, day, touched, endedAt }) => (
        <Row key={`${kind} ${day}`} end={format.dayPlain(day)}>
          {t(`retention.kinds.${kind}.name`)}{' '}
          <span className="quiet small">
            {t('retention.run', { count: touched, shown: format.number(touched) })}
            {endedAt === null ? ` · ${t('retention.underWay')}` : ''}
          </span>
        </Row>
      ))}
    </Section>
  )
}
