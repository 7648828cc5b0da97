import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Because } from '#web/ui/Because.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Why as WhyAnswer, whyQuery } from './apis.ts'
import { Changes } from './Changes.tsx'
import { Dimension } from './Dimension.tsx'
import styles from './health.module.css'
import { Lifts } from './Lifts.tsx'
import { OverrideNote } from './Override.tsx'

/** From this share on, most of how a customer gets from use to result is seen by nobody. */
const mostlyBlind = 50

/**
 * Why an account's score is what it is: in a sentence, by dimension, and opened down to the facts. Adoption is drawn
 * hatched where most of what leads from use to result is seen by nobody (`blindShare`, per cent).
 */
export function Why({ accountId, blindShare }: { accountId: string; blindShare: number | null }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const why = useQuery(whyQuery(accountId))
  if (why.error) return <ErrorState error={why.error} onRetry={() => void why.refetch()} />
  const score = why.data?.score ?? null
  const title = score === null && why.data ? t('why.titleUnknown') : t('why.title', { score: score ?? '…' })
  const note = why.data ? (
    <span title={t('why.confidenceHelp', { needed: format.percent(why.data.confidenceNeeded) })}>
      {t('why.confidence', { percent: format.percent(why.data.confidence) })}
    </span>
  ) : null
  return (
    <Section title={title} note={note}>
      {why.data ? (
        <Parts why={why.data} blindShare={blindShare} />
      ) : (
        <BoneLines widths={[92, 70, 88, 80, 84, 76]} height={32} />
      )}
    </Section>
  )
}

function Parts({ why, blindShare }: { why: WhyAnswer; blindShare: number | null }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const { language } = format
  const isBlind = blindShare !== null && blindShare >= mostlyBlind
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const all = why.dimensions.map((dimension) => dimension.key)
  const isAllOpen = all.every((key) => open.has(key))
  const toggle = (key: string) =>
    setOpen((now) => new Set(now.has(key) ? [...now].filter((one) => one !== key) : [...now, key]))
  return (
    <>
      <OverrideNote why={why} />
      <Because tone={why.override?.grade ?? why.grade}>{inLanguage(why.sentence, language)}</Because>
      <div className={styles.dimensions}>
        {why.dimensions.map((dimension) => (
          <Dimension
            key={dimension.key}
            dimension={dimension}
            change={why.comparisons[0]?.dimensions.find((one) => one.key === dimension.key)?.difference ?? null}
            hatched={isBlind && dimension.key === 'adoption'}
            isOpen={open.has(dimension.key)}
            onToggle={() => toggle(dimension.key)}
          />
        ))}
      </div>
      {isBlind && why.dimensions.some((dimension) => dimension.key === 'adoption') ? (
        <p className="quiet small">{t('why.blind', { percent: format.percent(blindShare) })}</p>
      ) : null}
      {open.size > 0 ? <Sum why={why} /> : null}
      <Button variant="subtle" size="xs" mt={6} onClick={() => setOpen(new Set(isAllOpen ? [] : all))}>
        {isAllOpen ? t('why.closeAll') : t('why.openAll')}
      </Button>
      <div className={styles.beside}>
        <Changes why={why} />
        <Lifts why={why} />
      </div>
      <Notes why={why} />
    </>
  )
}

function Sum({ why }: { why: WhyAnswer }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  if (why.sum === null) return null
  return (
    <div>
      <p className={styles.sum}>
        <span className="num">{t('sum.line', { sum: format.number(why.sum), score: why.score })}</span>
      </p>
      <p className="quiet small">{t('sum.how')}</p>
    </div>
  )
}

/** By which card and why, and what is special about this score. */
function Notes({ why }: { why: WhyAnswer }) {
  const { t } = useTranslation(['health', 'web'])
  const { language } = useFormat()
  const { card } = why
  const condition = card.words ? inLanguage(card.words, language) : card.when
  return (
    <div className={styles.notes}>
      <p>
        {t('why.cardLine', { card: inLanguage(card.label, language), version: card.version })}{' '}
        {card.when === null ? t('why.rest') : t('why.cardWhen', { condition })}
      </p>
      {why.score !== null && why.rawGrade !== why.grade ? (
        <p>{t('why.held', { grade: t(`web:grade.${why.rawGrade}`) })}</p>
      ) : null}
      {why.historyAway ? <p>{t('why.historyAway')}</p> : null}
    </div>
  )
}
