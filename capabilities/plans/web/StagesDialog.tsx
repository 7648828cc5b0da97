import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import type { Plan } from './apis.ts'
import styles from './plans.module.css'
import { type Stage, stagesOf, usePlanMoves } from './usePlanMoves.ts'

/** Renames, adds, moves and takes away the stages of a plan; the steps of one that goes stand in the one before it. */
export function StagesDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useTranslation(['plans', 'web'])
  const { language } = useFormat()
  const { arrange } = usePlanMoves()
  const form = useForm<{ stages: Stage[] }>({
    initial: { stages: stagesOf(plan) },
    check: ({ stages }) => ({
      stages: stages.every(({ name }) => name[language].trim()) ? undefined : t('stages.named'),
    }),
    send: async ({ stages }) => {
      await arrange(plan, stages)
      onClose()
    },
  })
  const { stages } = form.values
  const set = (next: Stage[]) => form.set('stages', next)
  const rename = (at: number, text: string) =>
    set(stages.map((one, index) => (index === at ? { ...one, name: named(one, text) } : one)))
  const named = ({ id, name }: Stage, text: string) =>
    plan.stages.some((known) => known.id === id) ? { ...name, [language]: text } : { ja: text, en: text }
  const swap = (at: number) => set(stages.toSpliced(at, 2, stages[at + 1]!, stages[at]!))
  const remove = (at: number) => {
    const [heir, { steps }] = [at === 0 ? 1 : at - 1, stages[at]!]
    const taken = (own: string[]) => (at === 0 ? [...steps, ...own] : [...own, ...steps])
    set(stages.map((one, index) => (index === heir ? { ...one, steps: taken(one.steps) } : one)).toSpliced(at, 1))
  }
  return (
    <Dialog opened onClose={onClose} title={t('menu.stages')} size={560}>
      <Form form={form} send={t('web:save')} onCancel={onClose}>
        <p className="soft small">{t('stages.lead')}</p>
        <ol className={styles.stageRows} aria-label={t('menu.stages')}>
          {stages.map((stage, at) => (
            <li key={stage.id}>
              <TextInput
                size="xs"
                aria-label={t('stages.nameOf', { number: at + 1 })}
                maxLength={120}
                value={stage.name[language]}
                onChange={(event) => rename(at, event.currentTarget.value)}
              />
              <span className="quiet small num">{t('stages.steps', { count: stage.steps.length })}</span>
              <ActionIcon
                variant="subtle"
                disabled={at === 0}
                aria-label={t('stages.up', { name: stage.name[language] })}
                onClick={() => swap(at - 1)}
              >
                <Icon name="sortUp" />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                disabled={at === stages.length - 1}
                aria-label={t('stages.down', { name: stage.name[language] })}
                onClick={() => swap(at)}
              >
                <Icon name="sortDown" />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                disabled={stages.length === 1}
                aria-label={t('stages.remove', { name: stage.name[language] })}
                onClick={() => remove(at)}
              >
                <Icon name="close" />
              </ActionIcon>
            </li>
          ))}
        </ol>
        {form.errors.stages ? (
          <div role="alert" className={styles.wrong}>
            {form.errors.stages}
          </div>
        ) : null}
        <Button
          size="compact-xs"
          variant="default"
          w="fit-content"
          disabled={stages.length >= 20}
          onClick={() => set([...stages, { id: crypto.randomUUID(), name: { ja: '', en: '' }, steps: [] }])}
        >
          {t('stages.add')}
        </Button>
      </Form>
    </Dialog>
  )
}
