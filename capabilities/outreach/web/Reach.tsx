import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '#web/ui/Section.tsx'
import type { outreach } from './apis.ts'
import { type AskedReach, Figures } from './ReachFigures.tsx'
import { MailView } from './MailView.tsx'
import styles from './outreach.module.css'
import { useFieldName } from './useReason.ts'

export type Reached = Awaited<ReturnType<typeof outreach.broadcasts.preview.call>>

/** Whom a mail to many would reach, who is left out and why, and how the first ones read. */
export function Reach({
  reached,
  asked,
  busy,
  isReady,
  onCheck,
  onTest,
}: {
  reached: Reached | null
  asked: AskedReach
  busy: boolean
  isReady: boolean
  onCheck: () => void
  onTest: () => void
}) {
  const { t } = useTranslation('outreach')
  const named = useFieldName()
  return (
    <Section
      title={t('template.preview')}
      actions={
        <>
          <Button size="xs" variant="default" loading={busy} disabled={!isReady} onClick={onTest}>
            {t('broadcast.test')}
          </Button>
          <Button size="xs" variant="default" loading={busy} disabled={!isReady} onClick={onCheck}>
            {t('broadcast.check')}
          </Button>
        </>
      }
    >
      {reached ? (
        <>
          <Figures key={JSON.stringify(asked)} asked={asked} reached={reached} />
          {reached.first.length > 0 ? (
            <h3 className="small">{t('broadcast.first', { count: reached.first.length })}</h3>
          ) : null}
          {reached.first.map((mail, at) => (
            <details key={`${mail.account.id} ${mail.contact?.id}`} open={at === 0}>
              <summary className={styles.fold}>
                {mail.account.name} {mail.contact?.name}
                {mail.wrong ? (
                  <span className={styles.wrong}>
                    {' '}
                    {t(`wrong.${mail.wrong.reason}`, { detail: named(mail.wrong.detail) })}
                  </span>
                ) : null}
              </summary>
              <MailView mail={mail} />
            </details>
          ))}
        </>
      ) : (
        <p className="quiet small">{t('broadcast.emptyText')}</p>
      )}
    </Section>
  )
}
