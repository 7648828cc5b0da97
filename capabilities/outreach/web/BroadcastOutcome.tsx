import { useTranslation } from 'react-i18next'
import { halves } from '#capabilities/outreach/core/trial.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Broadcast } from './apis.ts'
import styles from './broadcast.module.css'

/** How a trial of two texts stands: the figures, how sure they are, and why it ended or goes on. */
export function BroadcastOutcome({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('outreach')
  const { number, percent, dayPlain, stamp } = useFormat()
  const { outcome, trial, status } = broadcast
  if (!outcome || !trial) return null
  const { leads, winner, because, lastOn, waiting, endedAt } = outcome
  const said = {
    half: (winner ?? leads).toUpperCase(),
    sure: percent(Math.floor(outcome.sure * 1000) / 10),
    bar: percent(outcome.bar * 100),
    atLeast: number(trial.atLeast),
    day: dayPlain(lastOn),
    otherwise: trial.otherwise.toUpperCase(),
    waiting: number(waiting),
  }
  const isOver = status === 'stopped' || status === 'done'
  return (
    <Section title={t('broadcast.trial.outcome')}>
      <table className={styles.sides}>
        <thead>
          <tr>
            <th scope="col">{t('broadcast.trial.text')}</th>
            <th scope="col">{t('broadcast.trial.sent')}</th>
            <th scope="col">{t(`broadcast.trial.did.${trial.goal.is}`)}</th>
            <th scope="col">{t('broadcast.trial.part')}</th>
          </tr>
        </thead>
        <tbody>
          {halves.map((half) => {
            const { sent, did } = outcome[half]
            return (
              <tr key={half}>
                <th scope="row">
                  {t('broadcast.half', { half: half.toUpperCase() })}{' '}
                  {winner === half ? <Chip tone="healthy">{t('broadcast.trial.winner')}</Chip> : null}
                </th>
                <td className="num">{number(sent)}</td>
                <td className="num">{number(did)}</td>
                <td className="num">{sent === 0 ? '—' : percent(Math.round((1000 * did) / sent) / 10)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p>
        {winner
          ? t(`broadcast.trial.ended.${because === 'last_day' ? 'last_day' : 'sure'}`, said)
          : t(`broadcast.trial.open.${because === 'last_day' ? 'sure' : because}`, said)}
      </p>
      {winner && endedAt ? <p className="quiet small">{t('broadcast.trial.endedAt', { at: stamp(endedAt) })}</p> : null}
      {winner || isOver ? null : <p className="quiet small">{t('broadcast.trial.goesOn', said)}</p>}
    </Section>
  )
}
