import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { stakeholderRoleChoices, touchModelChoices } from '#capabilities/accounts/core/words.ts'
import type { TouchVerdict } from '#capabilities/health/core/touch.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { health } from './apis.ts'
import styles from './health.module.css'

/** How much we are in touch with each role: too little on the left, too much on the right, and the figures behind it. */
export function Touch({ accountId }: { accountId: string }) {
  const { t } = useTranslation('health')
  const { language } = useFormat()
  const touch = useQuery(health.touch.ofAccount.queryOptions({ input: { id: accountId } }))
  const model = touchModelChoices.find(({ key }) => key === touch.data?.model)
  const score = touch.data?.score ?? null
  return (
    <Section
      title={score === null ? t('touch.title') : t('touch.titleScore', { score })}
      note={model ? t('touch.norm', { model: inLanguage(model.label, language) }) : null}
    >
      {touch.error ? <ErrorState error={touch.error} onRetry={() => void touch.refetch()} /> : null}
      {touch.isPending ? <BoneLines widths={[90, 70, 70, 70]} height={28} /> : null}
      {touch.data ? <p className="small">{inLanguage(touch.data.sentence, language)}</p> : null}
      {touch.data?.roles.map((role) => (
        <RoleGauge key={role.role} role={role} />
      ))}
      {touch.data && touch.data.roles.length > 0 ? <p className="quiet small">{t('touch.beside')}</p> : null}
    </Section>
  )
}

type Role = Awaited<ReturnType<typeof health.touch.ofAccount.call>>['roles'][number]
const marks: Record<TouchVerdict, string> = { too_little: '◀', right: '●', too_much: '▶', nobody_known: '○' }

function RoleGauge({ role: { role, verdict, position, days, count, norm } }: { role: Role }) {
  const { t } = useTranslation('health')
  const { language } = useFormat()
  const name = inLanguage(stakeholderRoleChoices.find(({ key }) => key === role)!.label, language)
  const said = t(`touch.verdicts.${verdict}`)
  return (
    <div className={styles.touchRole}>
      <div className={styles.touchHead}>
        <b>{name}</b>
        <span className={styles.touchVerdict} data-verdict={verdict}>
          <span aria-hidden="true">{marks[verdict]}</span> {said}
        </span>
      </div>
      {position === null ? null : (
        <>
          <div className={styles.gauge} role="img" aria-label={t('touch.gauge', { name, verdict: said })}>
            <i />
            <i data-right />
            <i />
            <span data-verdict={verdict} style={{ left: `${((position + 1) / 2) * 100}%` }} />
          </div>
          <div className={styles.gaugeEnds} aria-hidden="true">
            <span>{t('touch.verdicts.too_little')}</span>
            <span>{t('touch.verdicts.too_much')}</span>
          </div>
        </>
      )}
      {verdict === 'nobody_known' ? null : (
        <p className="quiet small">
          {days === null ? t('touch.never') : t('touch.last', { count: days })}{' '}
          {t('touch.lastNorm', { count: norm.everyDays })} ・ {t('touch.count', { count })}{' '}
          {t('touch.countNorm', { count: norm.most })}
        </p>
      )}
    </div>
  )
}
