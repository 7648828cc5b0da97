import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { errorText } from '#web/problemText.ts'
import styles from './ConditionEditor.module.css'
import { ExplainFor } from './ExplainFor.tsx'
import type { Asked } from './Explanation.tsx'
import { facts } from './factsApi.ts'
import { useSettled } from './useSettled.ts'

/** Names that are shown of those that match. */
const shownNames = 3

/**
 * How many customers match now and matched 30 and 90 days ago, some of them, and for any customer why. Silent while the
 * text cannot be read.
 */
export function MatchCount({ condition, stale }: { condition: string; stale: boolean }) {
  const { t } = useTranslation('facts')
  const format = useFormat()
  const asked = useSettled(condition)
  const [account, setAccount] = useState<Asked | null>(null)
  const { data, error, isFetching } = useQuery(
    facts.conditions.count.queryOptions({ input: { condition: asked, past: true }, placeholderData: keepPreviousData }),
  )
  if (stale) return <p className={styles.count}>{t('count.stale')}</p>
  if (error) return <p className={styles.count}>{errorText(error)}</p>
  if (!data) return <p className={styles.count}>{t('count.counting')}</p>
  const matches = format.number(data.matches)
  const unknown = data.past.filter((past) => past.matches === null).map((past) => past.daysAgo)
  const blank = asked.trim() === ''
  return (
    <div className={styles.matches}>
      <div className={styles.count} role="status" aria-busy={isFetching} aria-label={t('count.label')}>
        <span>
          <strong className="num">{t('count.now', { matches, of: format.number(data.of) })}</strong>
          {blank ? null : <Names rows={data.sample} onChoose={setAccount} />}
        </span>
        {data.past.map((past) =>
          past.matches === null ? null : (
            <span key={past.daysAgo} className="quiet num">
              {t('count.past', { days: past.daysAgo, matches: format.number(past.matches) })}
              {blank ? null : <Names rows={past.sample} onChoose={(one) => setAccount({ ...one, asOf: past.day })} />}
            </span>
          ),
        )}
        {unknown.length > 0 ? (
          <span className="quiet num">
            {data.begins
              ? t('count.begins', { days: unknown.join('・'), day: format.dayPlain(data.begins) })
              : t('count.nothingKept')}
          </span>
        ) : null}
      </div>
      {blank ? null : <ExplainFor condition={asked} account={account} onAccount={setAccount} />}
    </div>
  )
}

/** Some of those that match; each opens why. */
function Names({ rows, onChoose }: { rows: readonly Asked[]; onChoose: (account: Asked) => void }) {
  const { t } = useTranslation('facts')
  if (rows.length === 0) return null
  return (
    <span className={styles.names}>
      {rows.slice(0, shownNames).map((one) => (
        <button key={one.id} type="button" title={t('count.why', { name: one.name })} onClick={() => onChoose(one)}>
          {one.name}
        </button>
      ))}
    </span>
  )
}
