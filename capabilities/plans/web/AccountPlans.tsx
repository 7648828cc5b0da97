import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { type Plan, plansQuery } from './apis.ts'
import { NewPlanDialog } from './NewPlanDialog.tsx'
import { PlanView } from './PlanView.tsx'
import styles from './plans.module.css'
import { StandingChip } from './words.tsx'

/** A customer's plans: one of them open, the others a click away. */
export function AccountPlans({
  account,
  Beside,
}: {
  account: { id: string; name: string }
  /** What stands beside a plan and is known on floors above this one. */
  Beside?: ComponentType<{ plan: Plan }>
}) {
  const { t } = useTranslation('plans')
  const mayWrite = useMay('accounts.write')
  const [creating, setCreating] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const { data, error, refetch } = useQuery(plansQuery(account.id))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[100, 40, 90, 90, 85, 90]} height={34} />
  const shown = data.plans.find(({ id }) => id === chosen) ?? data.plans[0]
  const create = (
    <Button size="xs" {...(shown ? { variant: 'default' } : {})} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  )
  return (
    <>
      {shown ? (
        <div className={styles.plansLine}>
          {data.plans.length > 1
            ? data.plans.map((plan) => (
                <button
                  key={plan.id}
                  type="button"
                  className={styles.planTab}
                  aria-pressed={plan === shown}
                  onClick={() => setChosen(plan.id)}
                >
                  {plan.name} <StandingChip plan={plan} />
                </button>
              ))
            : null}
          {mayWrite ? <span className={styles.end}>{create}</span> : null}
        </div>
      ) : null}
      {shown ? (
        <PlanView plan={shown} beside={Beside ? <Beside plan={shown} /> : null} />
      ) : (
        <EmptyState icon="flag" title={t('empty.title')} {...(mayWrite ? { action: create } : {})}>
          {t('empty.text')}
        </EmptyState>
      )}
      {creating ? <NewPlanDialog account={account} onClose={() => setCreating(false)} onMade={setChosen} /> : null}
    </>
  )
}
