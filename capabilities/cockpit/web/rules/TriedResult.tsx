import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { daysBetween, type Day } from '#kernel/day.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { Tried } from './apis.ts'
import styles from './rules.module.css'
import { Timeline } from './Timeline.tsx'
import { TriedAccounts } from './TriedAccounts.tsx'

/** What a trial told: the sentence first, then the figures, the course of it, and the customers. */
export function TriedResult({ tried, days }: { tried: Tried; days: number }) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  if (tried.unkept.length > 0) {
    const facts = tried.unkept.map((fact) => inLanguage(fact.label, format.language)).join('、')
    return <p>{t('tryOut.unkept', { facts })}</p>
  }
  if (tried.from === null) return <p>{t('tryOut.noHistory')}</p>
  const span = daysBetween(tried.from as Day, tried.to as Day) + 1
  const { fired, accounts, losses, caught } = tried
  const told = (count: number) => format.number(count)
  return (
    <>
      <p className={styles.told}>
        <b>
          {fired === 0
            ? t('tryOut.sumNone', { days: span })
            : t('tryOut.sum', { days: span, fired: told(fired), accounts: told(accounts) })}
        </b>{' '}
        {losses === 0
          ? t('tryOut.lossesNone')
          : t('tryOut.losses', { losses: told(losses), caught: told(caught), missed: told(losses - caught) })}{' '}
        {losses > 0 && tried.missing > 0 ? t('tryOut.tooFew', { missing: tried.missing }) : null}{' '}
        {span < days ? t('tryOut.short', { from: format.dayPlain(tried.from) }) : null}
      </p>
      <Figures tried={tried} />
      <Timeline weeks={tried.weeks} />
      <TriedAccounts tried={tried} />
      <p className={styles.help}>
        {t('tryOut.assumed', {
          days: format.number(tried.openDays),
          customers: told(tried.customers),
          seconds: format.number(Math.max(0.1, Math.round(tried.tookMs / 100) / 10)),
        })}
      </p>
    </>
  )
}

function Figures({ tried }: { tried: Tried }) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  const percent = (share: number) =>
    format.percent(share < 0.1 ? Math.round(1000 * share) / 10 : Math.round(100 * share))
  const { weekly, leadDays, usual } = tried
  const share = (of: Tried['recall']) =>
    of ? [percent(of.share), t('tryOut.range', { low: percent(of.low), high: percent(of.high) })] : [null, null]
  const [recall, recallRange] = share(tried.recall)
  const [precision, precisionRange] = share(tried.precision)
  const range = weekly && (weekly.low === weekly.high ? 'tryOut.weeklySame' : 'tryOut.weeklyRange')
  return (
    <dl className={styles.tiles}>
      <Tile name={t('tryOut.recall')} value={recall} help={t('tryOut.recallHelp')}>
        {recallRange}
      </Tile>
      <Tile name={t('tryOut.precision')} value={precision} help={t('tryOut.precisionHelp', { days: tried.horizon })}>
        {precisionRange}
        {precision && usual ? ` · ${t('tryOut.usual', { share: percent(usual.share) })}` : ''}
      </Tile>
      <Tile
        name={t('tryOut.leadTime')}
        value={leadDays === null ? null : t('tryOut.days', { days: leadDays })}
        help={t('tryOut.leadHelp')}
      />
      <Tile name={t('tryOut.weekly')} value={weekly && range ? t(range, weekly) : null}>
        {weekly ? t('tryOut.weeklyMean', { mean: format.number(Math.round(10 * weekly.mean) / 10) }) : null}
      </Tile>
      <Tile
        name={t('tryOut.atOnce')}
        value={t('tryOut.count', { shown: format.number(tried.atOnce) })}
        help={t('tryOut.atOnceHelp')}
      />
    </dl>
  )
}

function Tile({
  name,
  value,
  help,
  children,
}: {
  name: string
  value: string | null | undefined
  help?: string
  children?: ReactNode
}) {
  const { t } = useTranslation('rules')
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value ? <b className="num">{value}</b> : <span className="quiet">{t('tryOut.unknown')}</span>}
        {children ? <span className="num">{children}</span> : null}
        {help ? <span className="quiet">{help}</span> : null}
      </dd>
    </div>
  )
}
