import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { useFormat } from '#web/session.ts'
import type { Plan } from '../apis.ts'
import { sharedQuery } from './apis.ts'
import { LinkLine } from './LinkLine.tsx'
import { PreviewDialog } from './PreviewDialog.tsx'
import { ShareDialog } from './ShareDialog.tsx'
import styles from './share.module.css'

/** How a plan is shared with the customer: who has a link, who has looked, which files came, and what they see. */
export function SharePanel({ plan, mayWrite }: { plan: Plan; mayWrite: boolean }) {
  const { t } = useTranslation('planShare')
  const format = useFormat()
  const [open, setOpen] = useState<'share' | 'preview' | null>(null)
  const { data, error, refetch } = useQuery(sharedQuery(plan.id))
  return (
    <Section title={t('title')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <BoneLines widths={[80, 60]} height={24} /> : null}
      {data?.links.length === 0 ? <p className="quiet small">{t('empty')}</p> : null}
      <ul className={styles.links}>
        {data?.links.map((link) => (
          <LinkLine key={link.id} planId={plan.id} link={link} mayWrite={mayWrite} />
        ))}
      </ul>
      {data && data.files.length > 0 ? (
        <>
          <h3 className={styles.head}>{t('files')}</h3>
          <ul className={styles.links}>
            {data.files.map((file) => (
              <li key={file.id}>
                <div>
                  <a href={`/api/v1/plan-files/${file.id}`} download={file.name}>
                    {file.name}
                  </a>
                  <div className="quiet small">
                    {file.by.name} · {format.ago(file.at)}
                  </div>
                </div>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <div className={styles.acts}>
        {mayWrite ? (
          <Button size="compact-xs" variant="light" onClick={() => setOpen('share')}>
            {t('share')}
          </Button>
        ) : null}
        <Button size="compact-xs" variant="default" onClick={() => setOpen('preview')}>
          {t('preview')}
        </Button>
      </div>
      {open === 'share' ? <ShareDialog plan={plan} onClose={() => setOpen(null)} /> : null}
      {open === 'preview' ? <PreviewDialog plan={plan} onClose={() => setOpen(null)} /> : null}
    </Section>
  )
}
