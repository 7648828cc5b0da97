import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Role, sideOf } from '#capabilities/plans/core/words.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, NumberField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { customerQuery, peopleQuery, type Plan } from './apis.ts'
import { usePlanMoves } from './usePlanMoves.ts'
import { useRole } from './words.tsx'

/** Says who has a role, what is asked of them, how much time they have, and when they agreed. */
export function PartDialog({ plan, role, onClose }: { plan: Plan; role: Role; onClose: () => void }) {
  const { t } = useTranslation(['plans', 'web'])
  const nameOf = useRole()
  const { setPart } = usePlanMoves()
  const isOurs = sideOf(role) === 'ours'
  const ours = useQuery({ ...peopleQuery, enabled: isOurs })
  const theirs = useQuery({ ...customerQuery(plan.account.id), enabled: !isOurs })
  const part = plan.people.find((one) => one.role === role)
  const form = useForm({
    initial: {
      who: part?.contact?.id ?? part?.person?.id ?? '',
      duty: part?.duty ?? '',
      hours: part?.hoursAWeek == null ? '' : String(part.hoursAWeek),
      agreedOn: part?.agreedOn ?? '',
      agreement: part?.agreement ?? '',
    },
    check: ({ hours }) => {
      const number = parseNumber(hours)
      const isRight = hours.trim() === '' || (number !== null && number >= 0 && number <= 60)
      return { hours: isRight ? undefined : t('fields.bounds', { least: 0, most: 60 }) }
    },
    send: async ({ who, hours, agreedOn, ...given }) => {
      const id = who || null
      await setPart(plan, {
        ...given,
        role,
        contactId: isOurs ? null : id,
        personId: isOurs ? id : null,
        hoursAWeek: hours.trim() === '' ? null : parseNumber(hours),
        agreedOn: agreedOn || null,
      })
      onClose()
    },
  })
  const people = isOurs ? (ours.data?.people ?? []) : (theirs.data?.contacts ?? [])
  return (
    <Dialog opened onClose={onClose} title={nameOf(role)} size={520}>
      <Form form={form} send={t('web:save')} onCancel={onClose}>
        <ChoiceField
          form={form}
          name="who"
          label={t('people.who')}
          empty={t('people.nobody')}
          choices={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField form={form} name="duty" label={t('people.duty')} />
        <NumberField
          form={form}
          name="hours"
          label={t('people.hoursLabel')}
          help={t('people.hoursHelp')}
          suffix={t('fields.hoursUnit')}
        />
        <FieldRow>
          <DayField form={form} name="agreedOn" label={t('people.agreedOn')} />
          <TextField form={form} name="agreement" label={t('people.agreement')} />
        </FieldRow>
      </Form>
    </Dialog>
  )
}
