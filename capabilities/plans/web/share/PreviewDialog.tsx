import { useQuery } from '@tanstack/react-query'
import { type CSSProperties, use, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { onColour } from '#capabilities/access/core/colour.ts'
import { theirRoles } from '#capabilities/plans/core/words.ts'
import { languages } from '#web/i18n/copy.ts'
import light from '#web/light/light.module.css'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import type { Plan } from '../apis.ts'
import styles from '../plans.module.css'
import { Portal } from '../portal/Portal.tsx'
import { useRole } from '../words.tsx'
import { type GuestRole, portal } from './apis.ts'
import own from './share.module.css'
import { StepItemsContext } from './stepItems.ts'

/** The customer's page exactly as each part in the plan sees it, in each language; nothing can be done on it. */
export function PreviewDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useTranslation(['planShare', 'web'])
  const format = useFormat()
  const nameOf = useRole()
  const itemsOf = use(StepItemsContext)
  const [role, setRole] = useState<GuestRole>('promoter')
  const [language, setLanguage] = useState(format.language)
  const { data, error, refetch } = useQuery(portal.preview.queryOptions({ input: { id: plan.id, role } }))
  const colour = data?.company.colour
  const look = colour ? ({ '--company': colour, '--on-company': onColour(colour) } as CSSProperties) : {}
  return (
    <Dialog opened onClose={onClose} title={t('previewTitle')} size={1080}>
      <div className={own.bar}>
        <div className={styles.views} role="group" aria-label={t('role')}>
          {theirRoles.map((one) => (
            <button key={one} type="button" aria-pressed={one === role} onClick={() => setRole(one)}>
              {nameOf(one)}
            </button>
          ))}
        </div>
        <div className={styles.views} role="group" aria-label={t('language')}>
          {languages.map((one) => (
            <button key={one} type="button" aria-pressed={one === language} onClick={() => setLanguage(one)}>
              {t(`web:me.languages.${one}`)}
            </button>
          ))}
        </div>
      </div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <BoneLines widths={[90, 60, 80]} height={40} /> : null}
      {data ? (
        <div className={`${light.page} ${own.preview}`} style={look} lang={language}>
          <Portal
            portal={data}
            language={language}
            doings={null}
            busy={false}
            content={(step) => itemsOf({ step, language })}
          />
        </div>
      ) : null}
    </Dialog>
  )
}
