import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { usualEnd } from '#capabilities/access/core/link.ts'
import { theirRoles } from '#capabilities/plans/core/words.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { customerQuery, type Plan } from '../apis.ts'
import { useRole } from '../words.tsx'
import { useShare } from './useShare.ts'

/** Makes a personal link for one of the customer's people, for their part in the plan. */
export function ShareDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useTranslation('planShare')
  const { today } = useFormat()
  const role = useRole()
  const { share } = useShare(plan.id)
  const { data } = useQuery(customerQuery(plan.account.id))
  const partOf = (contactId: string) =>
    theirRoles.find((one) => plan.people.some((part) => part.role === one && part.contact?.id === contactId))
  const form = useForm({
    initial: { contactId: '', role: '', expiresOn: String(usualEnd(today())) },
    check: ({ contactId, expiresOn }) => ({
      contactId: contactId ? undefined : t('needed'),
      expiresOn: expiresOn ? undefined : t('needed'),
    }),
    send: async ({ contactId, role: chosen, expiresOn }) => {
      const part = theirRoles.find((one) => one === chosen) ?? partOf(contactId) ?? 'operator'
      await share({ contactId, role: part, expiresOn })
      onClose()
    },
  })
  const usual = partOf(form.values.contactId)
  return (
    <Dialog opened onClose={onClose} title={t('share')}>
      <Form form={form} send={t('make')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="contactId"
          label={t('who')}
          help={t('whoHelp')}
          empty={t('choose')}
          choices={(data?.contacts ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
        <FieldRow>
          <ChoiceField
            form={form}
            name="role"
            label={t('role')}
            help={t('roleHelp')}
            empty={usual ? t('roleUsual', { role: role(usual) }) : role('operator')}
            choices={theirRoles.map((value) => ({ value, label: role(value) }))}
          />
          <DayField form={form} name="expiresOn" label={t('endLabel')} required />
        </FieldRow>
      </Form>
    </Dialog>
  )
}
