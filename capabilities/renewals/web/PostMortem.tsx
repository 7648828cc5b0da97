import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import type { RenewalPage } from './apis.ts'
import styles from './renewals.module.css'

/** What is to be learnt from a renewal that was lost. */
export function PostMortem({ loss }: { loss: NonNullable<RenewalPage['loss']> }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  return (
    <Section
      title={t('postMortem.title')}
      actions={
        <Chip tone={loss.avoidable ? 'watch' : 'plain'}>{loss.avoidable ? t('losing.yes') : t('losing.no')}</Chip>
      }
    >
      <Pairs>
        <Pair name={t('losing.group')}>
          <strong>{inLanguage(loss.label, format.language)}</strong>
        </Pair>
        <Pair name={t('losing.evidence')}>
          <span className={styles.long}>{loss.evidence}</span>
        </Pair>
        <Pair name={t('losing.lesson')}>
          {loss.lesson ? (
            <span className={styles.long}>{loss.lesson}</span>
          ) : (
            <span className="quiet">{t('postMortem.notWritten')}</span>
          )}
        </Pair>
        <Pair name={t('postMortem.winBack')}>{loss.winBackOn ? format.day(loss.winBackOn) : t('postMortem.none')}</Pair>
      </Pairs>
    </Section>
  )
}
