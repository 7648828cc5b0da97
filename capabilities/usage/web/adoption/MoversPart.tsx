import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import styles from './adoption.module.css'
import figures from '../figures.module.css'
import { adoption, metrics, type Movers } from './apis.ts'
import { useAsked } from './useAsked.ts'

/** Customers whose use rises and falls most by a metric, and features that fell out of use. */
export function MoversPart() {
  const { t } = useTranslation('adoption')
  const { language } = useFormat()
  const [asked, set] = useAsked()
  const metric = asked.metric ?? 'monthly_active_users'
  const known = useQuery(metrics.list.queryOptions())
  const { data, error, refetch } = useQuery({
    ...adoption.movers.queryOptions({ input: { metric } }),
    placeholderData: keepPreviousData,
  })
  const compared = known.data?.metrics.filter((one) => one.definition.compared && !one.archived) ?? []
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 100, 80]} height={40} />
  return (
    <>
      <div className={styles.choose}>
        <NativeSelect
          size="xs"
          label={t('movers.metric')}
          value={metric}
          onChange={(event) => set({ metric: event.currentTarget.value })}
          data={compared.map(({ key, definition }) => ({ value: key, label: inLanguage(definition.label, language) }))}
        />
      </div>
      <div className={styles.two}>
        <Moved title={t('movers.falling')} movers={data.falling} />
        <Moved title={t('movers.rising')} movers={data.rising} />
      </div>
      <Stopped stopped={data.stopped} />
    </>
  )
}

function Moved({ title, movers }: { title: string; movers: Movers['rising'] }) {
  const { t } = useTranslation('adoption')
  const format = useFormat()
  return (
    <Section title={title}>
      {movers.length === 0 ? <p className="quiet">{t('movers.nobody')}</p> : null}
      {movers.length > 0 ? (
        <Scroll label={title}>
          <table className={figures.table}>
            <thead>
              <tr>
                <th scope="col">{t('movers.account')}</th>
                <th scope="col">{t('movers.now')}</th>
                <th scope="col">{t('movers.previous')}</th>
                <th scope="col">{t('movers.change')}</th>
              </tr>
            </thead>
            <tbody>
              {movers.map(({ account, now, previous, change }) => (
                <tr key={account.id}>
                  <th scope="row">
                    <Link to="/customers/$id" params={{ id: account.id }} search={{ tab: 'usage' }}>
                      <span className={figures.name} title={account.name}>
                        {account.name}
                      </span>
                    </Link>
                  </th>
                  <td>{format.number(now)}</td>
                  <td>{format.number(previous)}</td>
                  <td>{format.change(change, '%')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
    </Section>
  )
}

function Stopped({ stopped }: { stopped: Movers['stopped'] }) {
  const { t } = useTranslation('adoption')
  const format = useFormat()
  return (
    <Section title={t('movers.stopped')} note={t('movers.stoppedNote')}>
      {stopped.length === 0 ? <p className="quiet">{t('movers.noneStopped')}</p> : null}
      {stopped.length > 0 ? (
        <Scroll label={t('movers.stopped')}>
          <table className={figures.table}>
            <thead>
              <tr>
                <th scope="col">{t('movers.account')}</th>
                <th scope="col" className={figures.text}>
                  {t('movers.feature')}
                </th>
                <th scope="col">{t('movers.before')}</th>
                <th scope="col">{t('movers.last')}</th>
              </tr>
            </thead>
            <tbody>
              {stopped.map(({ account, event, kind, usesBefore, lastDay }) => (
                <tr key={`${account.id} ${kind} ${event}`}>
                  <th scope="row">
                    <Link to="/customers/$id" params={{ id: account.id }} search={{ tab: 'usage' }}>
                      <span className={figures.name} title={account.name}>
                        {account.name}
                      </span>
                    </Link>
                  </th>
                  <td className={figures.text}>
                    <span className={figures.name} title={event}>
                      {event}
                    </span>
                  </td>
                  <td>{format.number(usesBefore)}</td>
                  <td>{format.dayTable(lastDay)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
    </Section>
  )
}
