import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { health } from '../apis.ts'

type Rate = NonNullable<Awaited<ReturnType<typeof health.risk.ofAccount.call>>['rate']>

/** What became of customers who stood as this one does, where no model can be learnt. */
export function AccountRate({ rate }: { rate: Rate }) {
  const { t } = useTranslation(['proof', 'web'])
  const format = useFormat()
  const { alike, tenure, grade, days } = rate
  const grades = t(`web:grade.${grade}`)
  const who =
    alike === 'both' && tenure
      ? t('rates.alike.both', { grade: grades, tenure: t(`parts.tenure.${tenure}`) })
      : t(alike === 'all' ? 'rates.alike.all' : 'rates.alike.grade', { grade: grades })
  return (
    <Section title={t('rates.ofAccount', { days, percent: format.percent(rate.percent) })} note={t('rates.notModel')}>
      <p>
        {t('rates.told', {
          who,
          accounts: format.number(rate.accounts),
          lost: format.number(rate.lost),
          low: format.percent(rate.low),
          high: format.percent(rate.high),
        })}
      </p>
      <p className="soft small">{t('rates.why')}</p>
    </Section>
  )
}
