import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { GradeMark } from '#web/ui/Chip.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { health, type Why } from './apis.ts'
import styles from './health.module.css'
import { OverrideDialog } from './OverrideDialog.tsx'

/** How many overrides of before are shown. */
const shown = 5

/** In plain sight at the score: what it counts as instead, what was computed, why, until when, and who says so. */
export function OverrideNote({ why }: { why: Why }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const { override } = why
  if (!override) return null
  return (
    <div className={styles.override} role="note" aria-label={t('override.title')}>
      <p className={styles.overrideHead}>
        <b>{t('override.holds')}</b> <GradeMark grade={override.grade} score={override.score} />
        <span className={styles.overrideComputed}>
          {t('override.computed')} <GradeMark grade={why.grade} score={why.score} />
        </span>
      </p>
      <p>{override.reason}</p>
      <p className="quiet small">
        {t('override.line', {
          day: format.day(override.until),
          name: override.person.name,
          at: format.dayPlain(format.dayOfInstant(override.at)),
        })}
      </p>
    </div>
  )
}

/** What people said the score is to count as, and a word of one's own; it is taken back or ended with a click. */
export function Overrides({ accountId }: { accountId: string }) {
  const { t } = useTranslation('health')
  const mayWrite = useMay('accounts.write')
  const [asking, setAsking] = useState(false)
  const overrides = useQuery(health.overrides.list.queryOptions({ input: { id: accountId } }))
  const all = overrides.data?.overrides ?? []
  const holding = all.find(({ state }) => state === 'holds')
  const end = useEnd(accountId)
  return (
    <Section
      title={t('override.title')}
      actions={
        mayWrite && overrides.data ? (
          <>
            {holding ? (
              <Button size="xs" variant="default" onClick={() => void end(holding.id)}>
                {t('override.end')}
              </Button>
            ) : null}
            <Button size="xs" variant="default" onClick={() => setAsking(true)}>
              {holding ? t('override.replace') : t('override.add')}
            </Button>
          </>
        ) : null
      }
    >
      {overrides.error ? <ErrorState error={overrides.error} onRetry={() => void overrides.refetch()} /> : null}
      {overrides.isPending ? <BoneLines widths={[80, 60]} height={32} /> : null}
      {overrides.data && all.length === 0 ? <EmptyState compact>{t('override.none')}</EmptyState> : null}
      {all.slice(0, shown).map((one) => (
        <OverrideRow key={one.id} override={one} />
      ))}
      {asking ? (
        <OverrideDialog accountId={accountId} before={holding ?? null} onClose={() => setAsking(false)} />
      ) : null}
    </Section>
  )
}

type Override = Awaited<ReturnType<typeof health.overrides.list.call>>['overrides'][number]

function OverrideRow({ override }: { override: Override }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const { state, until, ended } = override
  const day = (instant: string) => format.dayTable(format.dayOfInstant(instant))
  const line = {
    holds: () => t('override.states.holds', { until: format.dayTable(until) }),
    expired: () => t('override.states.expired', { until: format.dayTable(until) }),
    ended: () => t('override.states.ended', { day: day(ended?.at ?? override.at), name: ended?.person.name ?? '' }),
  }[state]()
  return (
    <Row end={<time title={format.stamp(override.at)}>{format.ago(override.at)}</time>}>
      <b className="num">{t('override.points', { points: override.score })}</b> {override.reason}
      <div className="quiet small">
        {override.person.name} ・ {line}
      </div>
    </Row>
  )
}

/** Ends an override before its time; that can be taken back. */
function useEnd(accountId: string) {
  const { t } = useTranslation('health')
  const queries = useQueryClient()
  const again = () => void queries.invalidateQueries({ queryKey: health.key() })
  const failed = (error: unknown) => toast(errorText(error), { tone: 'risk' })
  return (id: string) =>
    health.overrides.end.call({ id: accountId, overrideId: id }).then(() => {
      again()
      const undo = () => health.overrides.reopen.call({ id: accountId, overrideId: id }).then(again, failed)
      toast(t('override.ended'), { undo })
    }, failed)
}
