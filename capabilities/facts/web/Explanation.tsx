import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import styles from './ConditionEditor.module.css'
import { facts } from './factsApi.ts'
import { useConditionWords } from './useConditionWords.ts'

/** The customer that is asked about, as of a past day where one is given. */
export type Asked = { id: string; name: string; asOf?: string }

/** Why a condition holds for a customer or does not: each clause with the value seen and whether it held. */
export function Explanation({ condition, account }: { condition: string; account: Asked }) {
  const { t } = useTranslation('facts')
  const { language, dayPlain } = useFormat()
  const text = useFactText()
  const said = useConditionWords()
  const { data, error } = useQuery(
    facts.conditions.explain.queryOptions({
      input: { condition, accountId: account.id, ...(account.asOf ? { asOf: account.asOf } : {}) },
      placeholderData: keepPreviousData,
    }),
  )
  if (error) return <p className="small">{errorText(error)}</p>
  if (!data) return <p className="quiet small">{t('count.counting')}</p>
  return (
    <div className={styles.why} role="status">
      <p>
        <Link to="/customers/$id" params={{ id: account.id }} search={account.asOf ? { asOf: account.asOf } : {}}>
          {account.name}
        </Link>{' '}
        <strong>{t(data.held ? 'explain.holds' : 'explain.holdsNot')}</strong>
        {account.asOf ? <span className="quiet"> {t('explain.asOf', { day: dayPlain(account.asOf) })}</span> : null}
      </p>
      <ul>
        {data.clauses.map((clause) => (
          <li key={clause.text} data-held={clause.held}>
            <span role="img" aria-label={t(clause.held ? 'explain.held' : 'explain.notHeld')}>
              {clause.held ? '✓' : '✕'}
            </span>
            <span>
              {said(clause.text) ?? <code>{clause.text}</code>}
              <span className="quiet">
                {clause.facts.map((fact) => (
                  <span key={fact.key} className={styles.seen}>
                    {t('explain.seen', {
                      fact: inLanguage(fact.label, language),
                      value: fact.value === null ? t('explain.unknown') : text(shownFact(fact), fact.value),
                    })}
                  </span>
                ))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
