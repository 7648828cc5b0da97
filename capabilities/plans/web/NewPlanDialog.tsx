import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { AccountField } from '#web/form/AccountField.tsx'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { accountsFound, type Template, templatesQuery } from './apis.ts'
import { usePlanMoves } from './usePlanMoves.ts'

type Props = { account?: { id: string; name: string }; onClose: () => void; onMade?: (id: string) => void }

/** Makes a plan for a customer from a template. */
export function NewPlanDialog(props: Props) {
  const { t } = useTranslation('plans')
  const { data } = useQuery(templatesQuery)
  const title = props.account ? t('new.of', { name: props.account.name }) : t('new.title')
  return (
    <Dialog opened onClose={props.onClose} title={title} size={520}>
      {data ? null : <BoneLines widths={[60, 100, 100]} />}
      {data && data.templates.length === 0 ? <EmptyState compact>{t('new.noTemplates')}</EmptyState> : null}
      {data && data.templates.length > 0 ? <NewPlanForm {...props} templates={data.templates} /> : null}
    </Dialog>
  )
}

function NewPlanForm({ account, onClose, onMade, templates }: Props & { templates: readonly Template[] }) {
  const { t } = useTranslation('plans')
  const format = useFormat()
  const { create } = usePlanMoves()
  const form = useForm({
    initial: {
      accountId: account?.id ?? '',
      template: templates[0]!.key,
      kickOffOn: format.today(),
      targetOn: '',
    },
    check: ({ accountId, kickOffOn, targetOn }) => ({
      accountId: accountId ? undefined : t('needed'),
      kickOffOn: kickOffOn ? undefined : t('needed'),
      targetOn: targetOn && targetOn < kickOffOn ? t('rules.plans.target_too_early') : undefined,
    }),
    send: async ({ targetOn, ...given }) => {
      const plan = await create({ ...given, targetOn: targetOn || null })
      onMade?.(plan.id)
      onClose()
    },
  })
  const template = templates.find(({ key }) => key === form.values.template)
  return (
    <Form form={form} send={t('new.send')} onCancel={onClose}>
      {account ? null : <AccountField form={form} find={accountsFound} />}
      <ChoiceField
        form={form}
        name="template"
        label={t('new.template')}
        help={
          template
            ? t('new.templateHelp', {
                aim: inLanguage(template.aim, format.language),
                steps: template.stages.reduce((sum, { steps }) => sum + steps.length, 0),
                days: template.days,
              })
            : undefined
        }
        choices={templates.map(({ key, name }) => ({ value: key, label: inLanguage(name, format.language) }))}
      />
      <FieldRow>
        <DayField form={form} name="kickOffOn" label={t('new.kickOffOn')} required />
        <DayField form={form} name="targetOn" label={t('new.targetOn')} help={t('new.targetHelp')} />
      </FieldRow>
    </Form>
  )
}
