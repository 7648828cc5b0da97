import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { DayField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import type { Plan } from './apis.ts'
import styles from './plans.module.css'
import { usePlanMoves } from './usePlanMoves.ts'

type Goal = Plan['goals'][number]
const none: Goal = { name: '', before: '', target: '' }

/** What a plan is for and when: its name, dates, purpose, goals with the figures from before, and how it is to be used. */
export function PlanDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useTranslation(['plans', 'web'])
  const { update } = usePlanMoves()
  const form = useForm({
    initial: {
      name: plan.name,
      kickOffOn: plan.kickOffOn,
      targetOn: plan.targetOn ?? '',
      purpose: plan.purpose,
      policy: plan.policy,
      goals: plan.goals.length > 0 ? plan.goals : [none],
    },
    check: ({ name, kickOffOn, targetOn }) => ({
      name: name.trim() ? undefined : t('needed'),
      kickOffOn: kickOffOn ? undefined : t('needed'),
      targetOn: targetOn && targetOn < kickOffOn ? t('rules.plans.target_too_early') : undefined,
    }),
    send: async ({ targetOn, goals, ...given }) => {
      const written = goals.filter((goal) => goal.name.trim())
      await update(plan, { ...given, targetOn: targetOn || null, goals: written })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('menu.edit')} size={680}>
      <Form form={form} send={t('web:save')} onCancel={onClose}>
        <TextField form={form} name="name" label={t('planName')} required autoFocus />
        <FieldRow>
          <DayField form={form} name="kickOffOn" label={t('new.kickOffOn')} help={t('baselineStays')} required />
          <DayField form={form} name="targetOn" label={t('head.target')} />
        </FieldRow>
        <TextAreaField form={form} name="purpose" label={t('kickOff.purpose')} rows={2} />
        <Goals goals={form.values.goals} onChange={(goals) => form.set('goals', goals)} />
        <TextAreaField form={form} name="policy" label={t('kickOff.policy')} help={t('kickOff.policyHelp')} rows={2} />
      </Form>
    </Dialog>
  )
}

function Goals({ goals, onChange }: { goals: Goal[]; onChange: (goals: Goal[]) => void }) {
  const { t } = useTranslation('plans')
  const set = (at: number, change: Partial<Goal>) =>
    onChange(goals.map((goal, index) => (index === at ? { ...goal, ...change } : goal)))
  return (
    <div role="group" aria-label={t('kickOff.goals')}>
      {goals.map((goal, at) => (
        // A goal has no identity but its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={styles.goalRow}>
          {(['name', 'before', 'target'] as const).map((field) => (
            <TextInput
              key={field}
              size="xs"
              label={t(`kickOff.${field}`)}
              value={goal[field]}
              maxLength={120}
              onChange={(event) => set(at, { [field]: event.currentTarget.value })}
            />
          ))}
          <ActionIcon
            variant="subtle"
            aria-label={t('kickOff.removeGoal', { name: goal.name })}
            onClick={() => onChange(goals.filter((_, index) => index !== at))}
          >
            <Icon name="close" />
          </ActionIcon>
        </div>
      ))}
      <Button size="compact-xs" variant="default" mt={6} onClick={() => onChange([...goals, none])}>
        {t('kickOff.addGoal')}
      </Button>
    </div>
  )
}
