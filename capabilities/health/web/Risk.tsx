import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { health } from './apis.ts'
import { Calibration } from './Calibration.tsx'
import styles from './health.module.css'
import { Rates } from './proof/Rates.tsx'

type Card = NonNullable<Awaited<ReturnType<typeof health.risk.find.call>>['card']>

/** The model of how likely customers are lost: what it was learnt from, and what it was worth on later months. */
export function Risk() {
  const { t } = useTranslation('health')
  const may = useMay('health.manage')
  const found = useQuery(health.risk.find.queryOptions({}))
  const learn = useMutation(health.risk.learn.mutationOptions({ onSuccess: () => toast(t('risk.asked')) }))
  return (
    <Section
      title={t('risk.title')}
      actions={
        may ? (
          <Button size="compact-sm" variant="default" loading={learn.isPending} onClick={() => learn.mutate({})}>
            {t('risk.learn')}
          </Button>
        ) : null
      }
    >
      {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data || found.error ? null : <BoneLines widths={[80, 60]} height={28} />}
      {found.data ? <Told card={found.data.card} /> : null}
      {found.data?.rates ? <Rates rates={found.data.rates} /> : null}
    </Section>
  )
}

function Told({ card }: { card: Card | null }) {
  const { t } = useTranslation('health')
  const format = useFormat()
  if (!card) return <p className={styles.lead}>{t('risk.none')}</p>
  const percent = (share: number) => format.percent(Math.round(share * 100))
  const { proof, leaks } = card
  const learnt = t('risk.learnt', {
    when: format.day(card.trainedAt.slice(0, 10)),
    samples: format.number(card.samples),
    from: card.from ? format.month(card.from) : '—',
    to: card.to ? format.month(card.to) : '—',
  })
  return (
    <>
      {proof ? (
        <p className={styles.lead}>
          <b>{t('risk.auc', { share: percent(proof.discrimination.auc) })}</b>{' '}
          {t('risk.aucMeans', {
            from: format.month(proof.from),
            to: format.month(proof.to),
            low: percent(proof.discrimination.low),
            high: percent(proof.discrimination.high),
          })}
        </p>
      ) : (
        <p className={styles.lead}>
          {card.missing > 0 ? t('risk.tooFew', { count: card.missing }) : t('risk.tooShort', { days: card.horizon })}
        </p>
      )}
      <p className={`soft ${styles.lead}`}>
        {learnt} {card.kind ? t(`risk.kind.${card.kind}`) : ''} {t('risk.monthly')}
      </p>
      {leaks.map((leak) => (
        <p key={leak.key} className={`soft ${styles.lead}`} role="alert">
          {t('risk.leak', { fact: inLanguage(leak.label, format.language), share: percent(leak.auc) })}
        </p>
      ))}
      {proof ? <Calibration bins={proof.calibration.bins} error={proof.calibration.error} /> : null}
    </>
  )
}
