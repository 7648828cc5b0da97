import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { byWord } from '#capabilities/journey/core/map.ts'
import { shownFact } from '#capabilities/facts/core/seen.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { FactValue } from '#web/ui/FactValue.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import type { Milestone, Path } from './apis.ts'
import styles from './journey.module.css'
import { Linked } from './Linked.tsx'
import { useMoves } from './useMoves.ts'

const ConfirmMilestone = lazy(async () => ({
  default: (await import('./ConfirmMilestone.tsx')).ConfirmMilestone,
}))

/** A milestone: whether it is met, by whose word or by which facts, and what may be done about it. */
export function MilestoneRow({ path, milestone, mayMove }: { path: Path; milestone: Milestone; mayMove: boolean }) {
  const { t } = useTranslation('journey')
  const { language } = useFormat()
  const isMet = milestone.state === 'met'
  const named = { plans: milestone.plans, content: milestone.content }
  return (
    <div className={styles.milestone}>
      <span className={styles.mark} data-state={milestone.state} aria-hidden="true">
        {isMet ? '●' : '○'}
      </span>
      <div>
        {inLanguage(milestone.label, language)}
        <Told milestone={milestone} />
        {isMet ? null : <Counts milestone={milestone} />}
        {milestone.source === 'person' || milestone.source === 'customer' ? null : <Clauses milestone={milestone} />}
        <Linked {...named} accountId={path.accountId} steps={isMet ? [] : milestone.steps} />
      </div>
      <div className={styles.end}>
        <Chip
          tone={isMet ? 'healthy' : milestone.exit ? 'watch' : 'plain'}
          title={milestone.exit ? t('milestone.exit') : ''}
        >
          {isMet ? t('milestone.met') : t('milestone.missing')}
        </Chip>
        {mayMove ? <Doing path={path} milestone={milestone} /> : null}
      </div>
    </div>
  )
}

function Told({ milestone }: { milestone: Milestone }) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  const { source, reachedOn, lostOn, losses, evidence, evidenceOn, person, note, help, state } = milestone
  const name = person?.name ?? ''
  const day = format.dayNear(reachedOn)
  return (
    <div className="quiet small">
      {source ? t(`milestone.${source}`, { name }) : help ? inLanguage(help, format.language) : null}
      {reachedOn ? ` · ${t(state === 'met' ? 'milestone.reachedOn' : 'milestone.reachedBefore', { day })}` : null}
      {evidence
        ? ` · ${t('milestone.seenBy', { evidence: t(`milestone.evidences.${evidence}`), day: format.dayNear(evidenceOn) })}`
        : null}
      {note ? ` · ${note}` : null}
      {lostOn ? (
        <div className={styles.lost}>
          ▲ {t('milestone.lostOn', { day: format.dayNear(lostOn) })}
          {losses > 1 ? ` · ${t('milestone.losses', { count: losses })}` : null}
        </div>
      ) : null}
    </div>
  )
}

/** What it takes to be reached, where its help does not say so: in the map's own words, by its condition, or by a word. */
function Counts({ milestone: { proof, said, help, condition, source } }: { milestone: Milestone }) {
  const { t } = useTranslation('journey')
  const { language } = useFormat()
  const words = proof ?? (help ? null : said)
  const what = words ? inLanguage(words, language) : condition === byWord ? t('milestone.byWord') : null
  if (what) return <div className="quiet small">{t('milestone.counts', { what })}</div>
  return source || help ? null : <div className="quiet small">{t('milestone.facts')}</div>
}

/** The facts that a milestone is told from, as they stand. */
function Clauses({ milestone }: { milestone: Milestone }) {
  const { language } = useFormat()
  return milestone.clauses.map((clause) => (
    <div key={clause.text} className={styles.clause} data-held={clause.held} title={clause.text}>
      {clause.facts.map((fact) => (
        <span key={fact.key}>
          {inLanguage(fact.label, language)} <FactValue fact={shownFact(fact)} value={fact.value} />
        </span>
      ))}
    </div>
  ))
}

function Doing({ path, milestone }: { path: Path; milestone: Milestone }) {
  const { t } = useTranslation(['journey', 'web'])
  const { language } = useFormat()
  const { unconfirm } = useMoves(path)
  const [confirming, setConfirming] = useState(false)
  const isConfirmed = milestone.source === 'person' || milestone.source === 'customer'
  const name = inLanguage(milestone.label, language)
  return (
    <>
      <MoreMenu
        label={`${t('milestone.of', { milestone: name })} ${t('web:more')}`}
        choices={[
          isConfirmed
            ? { label: t('milestone.unconfirm'), onChoose: () => void unconfirm(milestone.key) }
            : { label: t('milestone.confirm'), onChoose: () => setConfirming(true) },
        ]}
      />
      <Suspense fallback={null}>
        {confirming ? (
          <ConfirmMilestone path={path} milestone={milestone} onClose={() => setConfirming(false)} />
        ) : null}
      </Suspense>
    </>
  )
}
