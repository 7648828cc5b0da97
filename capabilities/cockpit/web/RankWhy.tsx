import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import type { TodayItem } from './apis.ts'
import styles from './cockpit.module.css'
import { RuleLink } from './RuleLink.tsx'
import { useMinutes } from './words.ts'

/** What a place in the list is made of: value at stake × chance × urgency ÷ effort, each with where it comes from. */
export function RankWhy({ item }: { item: TodayItem }) {
  const { t } = useTranslation(['cockpit', 'web'])
  const format = useFormat()
  const minutes = useMinutes()
  const { stake, chance, urgency, effort, value } = item.rank
  const days = urgency.businessDays
  const prior = format.percent(chance.prior)
  return (
    <dl className={styles.rank} aria-label={t('rank.title')}>
      <div>
        <dt>{t('rank.stake')}</dt>
        <dd>
          <b>{format.money(stake.amount.amount)}</b>
          {t(stake.assumed ? 'rank.stakeAssumed' : 'rank.stakeLine', {
            arr: format.money(stake.arr.amount),
            share: format.percent(stake.share),
          })}
        </dd>
      </div>
      <div>
        <dt>{t('rank.chance')}</dt>
        <dd>
          <b>× {format.percent(chance.percent)}</b>
          {item.ruleKey ? t('rank.chancePrior', { prior }) : t('rank.chanceHand', { prior })}{' '}
          {item.ruleId ? <RuleLink id={item.ruleId}>{t('item.rule')}</RuleLink> : null}
          {chance.closed > 0 ? (
            <div>{t('rank.chanceRecord', { useful: chance.useful, closed: chance.closed })}</div>
          ) : null}
          <div>{t('rank.chanceGrade', { grade: t(`web:grade.${chance.grade}`), factor: chance.gradeFactor })}</div>
        </dd>
      </div>
      <div>
        <dt>{t('rank.urgency')}</dt>
        <dd>
          <b>× {format.number(urgency.factor)}</b>
          {days < 0 ? t('rank.urgencyOver') : days === 0 ? t('rank.urgencyToday') : t('rank.urgencyLine', { days })}
        </dd>
      </div>
      <div>
        <dt>{t('rank.effort')}</dt>
        <dd>
          <b>÷ {minutes(effort.minutes)}</b>
        </dd>
      </div>
      <div>
        <dt>{t('rank.result')}</dt>
        <dd>
          <b>= {format.money(value)}</b>
        </dd>
      </div>
    </dl>
  )
}
