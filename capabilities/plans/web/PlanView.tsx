import { Button } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import type { Plan, Step } from './apis.ts'
import { KickOff } from './KickOff.tsx'
import { People } from './People.tsx'
import { PlanHead } from './PlanHead.tsx'
import { Conversation } from './share/Conversation.tsx'
import { SharePanel } from './share/SharePanel.tsx'
import styles from './plans.module.css'
import { StepDialog } from './StepDialog.tsx'
import { StepList } from './StepList.tsx'

const views = ['list', 'gantt', 'board'] as const
const parts = {
  gantt: lazy(() => import('./Gantt.tsx').then((module) => ({ default: module.Gantt }))),
  board: lazy(() => import('./Board.tsx').then((module) => ({ default: module.Board }))),
}

/** One plan: how it stands, its steps as a list, along the calendar or by state, who has a part in it, and what for. */
export function PlanView({ plan, beside }: { plan: Plan; beside?: ReactNode }) {
  const { t } = useTranslation('plans')
  const mayWrite = useMay('accounts.write') && (plan.status === 'running' || plan.status === 'done')
  const [view, setView] = useState<(typeof views)[number]>('list')
  const [edited, setEdited] = useState<Step | 'new' | null>(null)
  const Part = view === 'list' ? StepList : parts[view]
  return (
    <>
      <PlanHead plan={plan} />
      <div className={styles.columns} data-wide={view !== 'list' || undefined}>
        <div className={styles.main}>
          <div className={styles.viewLine}>
            <div className={styles.views} role="group" aria-label={t('views.label')}>
              {views.map((one) => (
                <button key={one} type="button" aria-pressed={one === view} onClick={() => setView(one)}>
                  {t(`views.${one}`)}
                </button>
              ))}
            </div>
            {mayWrite ? (
              <Button size="compact-xs" variant="default" onClick={() => setEdited('new')}>
                {t('step.add')}
              </Button>
            ) : null}
          </div>
          <Conversation plan={plan} mayWrite={mayWrite} />
          <Suspense fallback={<BoneLines widths={[90, 80, 85]} height={30} />}>
            <Part plan={plan} mayWrite={mayWrite} onEdit={setEdited} />
          </Suspense>
        </div>
        <aside className={styles.aside} aria-label={t('aside')}>
          <People plan={plan} mayWrite={mayWrite} />
          <SharePanel plan={plan} mayWrite={mayWrite} />
          <KickOff plan={plan} mayWrite={mayWrite} />
          {beside}
        </aside>
      </div>
      {edited ? (
        <StepDialog plan={plan} step={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </>
  )
}
