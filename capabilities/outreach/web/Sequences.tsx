import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { type Sequence, sequencesQuery } from './apis.ts'
import { useOutreachMoves } from './moves.ts'
import styles from './outreach.module.css'
import { ReadyMade } from './ReadyMade.tsx'

/** The sequences, each with its switch and how many customers it follows. */
export function Sequences() {
  const { t } = useTranslation('outreach')
  const { data, error, refetch } = useQuery(sequencesQuery)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[60, 90, 60, 90]} />
  return (
    <>
      <ReadyMade of="sequences" />
      {data.sequences.length === 0 ? (
        <EmptyState
          icon="flag"
          title={t('sequence.empty')}
          action={
            <Button size="xs" component={Link} to="/outreach/sequences/new">
              {t('add.sequence')}
            </Button>
          }
        >
          {t('sequence.emptyText')}
        </EmptyState>
      ) : null}
      <ul className={styles.list}>
        {data.sequences.map((sequence) => (
          <Line key={sequence.key} sequence={sequence} />
        ))}
      </ul>
    </>
  )
}

function Line({ sequence }: { sequence: Sequence }) {
  const { t } = useTranslation('outreach')
  const { language, number } = useFormat()
  const may = useMay('outreach.manage')
  const { turn } = useOutreachMoves()
  const name = inLanguage(sequence.name, language)
  const { figures } = sequence
  return (
    <li className={styles.line}>
      <Switch
        checked={sequence.isOn}
        disabled={!may}
        aria-label={t('sequence.turn', { name })}
        onChange={(event) => void turn(sequence, event.currentTarget.checked)}
      />
      <div className={styles.lineBody}>
        <div className={styles.lineName}>
          <Link to="/outreach/sequences/$key" params={{ key: sequence.key }}>
            {name}
          </Link>
          <span className="quiet small">
            {t(`sequence.what.${sequence.follows.what}`)} · {t('sequence.mails', { count: sequence.mails.length })}
          </span>
        </div>
        <div className={styles.said}>{inLanguage(sequence.aim, language)}</div>
      </div>
      <dl className={styles.figures}>
        {(['running', 'planned', 'sent', 'replied'] as const).map((one) => (
          <div key={one}>
            <dt>{t(`sequence.${one}`)}</dt>
            <dd className="num">{number(figures[one])}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
