import { NativeSelect } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Delta } from '#web/ui/Delta.tsx'
import { Section } from '#web/ui/Section.tsx'
import { FigureTable } from '#web/table/FigureTable.tsx'
import type { ForecastAnswer } from '../apis.ts'
import { dayAt } from '../words.tsx'
import styles from './forecast.module.css'
import type { ForecastSearch } from './range.ts'

type Move = ForecastAnswer['moves'][number]

/** What changed since a week whose forecast was kept, the weightiest first, and why. */
export function Moves({ answer, search }: { answer: ForecastAnswer; search: ForecastSearch }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const navigate = useNavigate()
  const { weeks, since, moves, weightedThen } = answer
  if (since === null)
    return (
      <Section title={t('forecast.moves')}>
        <p className="quiet">{t('forecast.noWeeks')}</p>
      </Section>
    )
  return (
    <Section
      title={t('forecast.moves')}
      note={
        <span className="num">
          {t('forecast.movesLead', {
            then: format.moneyShort(weightedThen),
            now: format.moneyShort(answer.total.weighted),
          })}{' '}
          <Change amount={answer.total.weighted - (weightedThen ?? 0)} />
        </span>
      }
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('forecast.since')}
          data={weeks.map((week) => ({ value: week, label: t('forecast.sinceDay', { day: format.dayTable(week) }) }))}
          value={since}
          onChange={(event) =>
            void navigate({
              to: '/renewals/forecast',
              search: { ...search, since: event.currentTarget.value },
              replace: true,
            })
          }
        />
      }
      flush
    >
      {moves.length === 0 && answer.others.count === 0 ? (
        <p className={styles.foot}>{t('forecast.noMoves')}</p>
      ) : (
        <MoveTable moves={moves} others={answer.others} />
      )}
    </Section>
  )
}

function MoveTable({ moves, others }: { moves: readonly Move[]; others: ForecastAnswer['others'] }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  return (
    <FigureTable
      label={t('forecast.moves')}
      heads={[
        t('forecast.account'),
        t('columns.termEnd'),
        t('forecast.what'),
        { end: t('forecast.difference') },
        t('forecast.why'),
      ]}
      endsInWords
    >
      <tbody>
        {moves.map((move) => (
          <tr key={move.id}>
            <th scope="row">
              <Link to="/renewals/$id" params={{ id: move.id }}>
                {move.account.name}
              </Link>
            </th>
            <td className="num">{format.dayTable(move.now.termEnd)}</td>
            <td>
              {t(`forecast.whats.${move.what}`)}{' '}
              <span className="quiet">{move.what === 'withdrawn' ? null : <FromTo move={move} />}</span>
            </td>
            <td data-end>
              <Change amount={move.difference} />
            </td>
            <td>
              {move.why ? inLanguage(move.why, format.language) : <span className="quiet">{t('forecast.noWhy')}</span>}
              {move.by ? (
                <span className="quiet small">
                  {' '}
                  {move.by.name} {format.dayTable(dayAt(move.by.at, format))}
                </span>
              ) : null}
            </td>
          </tr>
        ))}
        {others.count > 0 ? (
          <tr>
            <td colSpan={3} className="quiet">
              {t('forecast.others', { count: others.count })}
            </td>
            <td data-end>
              <Change amount={others.difference} />
            </td>
            <td />
          </tr>
        ) : null}
      </tbody>
    </FigureTable>
  )
}

/** From what to what. */
function FromTo({ move: { what, before, now, outcome, closedAmount } }: { move: Move }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const standing = ({ category, chance }: Move['now']) =>
    `${t(`categories.${category ?? 'none'}`)}${chance === null ? '' : ` ${format.percent(chance)}`}`
  if (what === 'closed') return `${t(`outcomes.${outcome ?? 'renewed'}`)} ${format.moneyShort(closedAmount)}`
  if (what === 'opened' || !before) return `${standing(now)} ${format.moneyShort(now.amount)}`
  if (what === 'amount') return `${format.moneyShort(before.amount)} → ${format.moneyShort(now.amount)}`
  if (what === 'moved') return `${format.dayTable(before.termEnd)} → ${format.dayTable(now.termEnd)}`
  return `${standing(before)} → ${standing(now)}`
}

function Change({ amount }: { amount: number }) {
  const format = useFormat()
  if (amount === 0) return <Delta value={0} />
  return (
    <span className={styles.change} data-way={amount > 0 ? 'up' : 'down'}>
      {amount > 0 ? '+' : '−'}
      {format.moneyShort(Math.abs(amount))}
    </span>
  )
}
