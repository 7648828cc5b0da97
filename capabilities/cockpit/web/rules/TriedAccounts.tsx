import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Day, daysBetween } from '#kernel/day.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import type { Tried } from './apis.ts'
import styles from './rules.module.css'

const between = (from: string, to: string) => daysBetween(from as Day, to as Day)

/** The customers behind the figures: for whom it would have fired, and which losses it would have missed. */
export function TriedAccounts({ tried }: { tried: Tried }) {
  const { t } = useTranslation('rules')
  const { firings, lost } = tried
  return (
    <>
      {lost.length === 0 ? null : (
        <Accounts
          title={t('tried.losses', { count: tried.losses })}
          last={t('tried.warned')}
          rows={lost.map((loss) => ({
            ...loss,
            then: loss.firedOn ? (
              <Chip tone="brand">■ {t('tried.warnedBefore', { days: between(loss.firedOn, loss.on) })}</Chip>
            ) : (
              <Chip tone="risk">□ {t('tried.missed')}</Chip>
            ),
          }))}
        />
      )}
      {firings.length === 0 ? null : (
        <Accounts
          title={t('tried.firings', { count: tried.fired })}
          last={t('tried.then')}
          more={firings.length < tried.fired ? t('tried.more', { count: firings.length }) : null}
          rows={firings.map((firing) => ({
            ...firing,
            then: firing.lostOn ? (
              <Chip tone="risk">{t('tried.lostAfter', { days: between(firing.on, firing.lostOn) })}</Chip>
            ) : (
              <span className="quiet">{firing.outcome === 'kept' ? t('tried.kept') : t('tried.open')}</span>
            ),
          }))}
        />
      )}
    </>
  )
}

type Line = { account: { id: string; name: string }; on: string; then: ReactNode }
const atFirst = 8

function Accounts({
  title,
  last,
  more = null,
  rows,
}: {
  title: string
  last: string
  more?: string | null
  rows: readonly Line[]
}) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  const [all, setAll] = useState(false)
  return (
    <div className={styles.accounts}>
      <h3>{title}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('tried.customer')}</th>
            <th scope="col">{t('tried.on')}</th>
            <th scope="col">{last}</th>
          </tr>
        </thead>
        <tbody>
          {(all ? rows : rows.slice(0, atFirst)).map(({ account, on, then }) => (
            <tr key={`${account.id} ${on}`}>
              <td>
                {account.name === '' ? (
                  <span className="quiet">{t('tried.gone')}</span>
                ) : (
                  <Link to="/customers/$id" params={{ id: account.id }}>
                    {account.name}
                  </Link>
                )}
              </td>
              <td className="num">{format.dayTable(on)}</td>
              <td>{then}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > atFirst ? (
        <button type="button" className={styles.all} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('tried.fewer') : t('tried.all')}
        </button>
      ) : null}
      {all && more ? <p className={styles.help}>{more}</p> : null}
    </div>
  )
}
