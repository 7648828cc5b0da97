import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { errorText } from '#web/problemText.ts'
import styles from './ConditionEditor.module.css'
import { ExplainFor } from './ExplainFor.tsx'
import type { Asked } from './Explanation.tsx'
import { facts, useCatalogue } from './factsApi.ts'
import { useSettled } from './useSettled.ts'

/** Names that are shown of those that match. */
const shownNames = 3

/**
 * How many customers match now and matched 30 and 90 days ago, some of them, and for any customer why. Silent while the
 * text cannot be read.
 */
export function MatchCount({
  condition,
  stale,
  unfinished,
}: {
  condition: string
  stale: boolean
  /** Something was begun that the condition does not say yet. */
  unfinished: boolean
}) {
  const { t } = useTranslation('facts')
  const format = useFormat()
  const asked = useSettled(condition)
  const [account, setAccount] = useState<Asked | null>(null)
  const { data, error, isFetching } = useQuery(
    facts.conditions.count.queryOptions({ input: { condition: asked, past: true }, placeholderData: keepPreviousData }),
  )
  if (stale) return <p className={styles.count}>{t('count.stale')}</p>
  if (unfinished && condition.trim() === '') return <p className={styles.count}>{t('count.unfinished')}</p>
  if (error) return <p className={styles.count}>{errorText(error)}</p>
  if (!data) return <p className={styles.count}>{t('count.counting')}</p>
  const matches = format.number(data.matches)
  const blank = asked.trim() === ''
  return (
    <div className={styles.matches}>
      <div className={styles.count} role="status" aria-busy={isFetching} aria-label={t('count.label')}>
        <span>
          <strong className="num">
            {blank
              ? t('count.everybody', { of: format.number(data.of) })
              : t('count.now', { matches, of: format.number(data.of) })}
          </strong>
          {blank ? null : <Names rows={data.sample} onChoose={setAccount} />}
        </span>
        {(blank ? [] : data.past).map((past) => (
          <PastCount key={past.daysAgo} past={past}>
            <Names rows={past.sample} onChoose={(one) => setAccount({ ...one, asOf: past.day })} />
          </PastCount>
        ))}
      </div>
      {blank ? null : <ExplainFor condition={asked} account={account} onAccount={setAccount} />}
    </div>
  )
}

type Past = Awaited<ReturnType<typeof facts.conditions.count.call>>['past'][number]

/** How many matched on a past day, and what the figure stands on; or why there is none. */
function PastCount({ past, children }: { past: Past; children: ReactNode }) {
  const { t } = useTranslation('facts')
  const format = useFormat()
  const catalogue = useCatalogue()
  const { from, on, begins } = past.ground
  const days = past.daysAgo
  const day = on ? format.dayPlain(on) : ''
  const nameOf = (key: string) => {
    const fact = catalogue.get(key)
    return fact ? inLanguage(fact.label, format.language) : key
  }
  const why = () => {
    if (past.untold.length === 0)
      return begins ? t('count.begins', { days, day: format.dayPlain(begins) }) : t('count.nothingKept', { days })
    return t('count.untold', { days, day, facts: past.untold.map(nameOf).join(format.language === 'ja' ? '、' : ', ') })
  }
  if (past.matches === null) return <span className="quiet num">{why()}</span>
  return (
    <span className="quiet num">
      {t('count.past', { days, matches: format.number(past.matches) })}
      {from === 'month_end' ? t('count.monthEnd', { day }) : null}
      {children}
    </span>
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
