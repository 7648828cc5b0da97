import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { openStages, type OpenStage } from '#capabilities/renewals/core/expansion/words.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, NumberField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { peopleQuery, type OpportunityPage } from './apis.ts'
import { useAmounts } from './useAmounts.ts'
import { useExpansionMoves } from './useExpansionMoves.ts'

/** How far it has come, what it would bring and until when, who does what next. */
export function OpportunityForm({ opportunity }: { opportunity: OpportunityPage }) {
  const { t } = useTranslation(['expansion', 'web'])
  const people = useQuery(peopleQuery)
  const { update } = useExpansionMoves()
  const { written, minorOf, check } = useAmounts(opportunity.currency)
  const form = useForm({
    initial: {
      stage: opportunity.stage,
      amount: written(opportunity.amount),
      expectedOn: opportunity.expectedOn ?? '',
      ownerId: opportunity.owner?.id ?? '',
      nextStep: opportunity.nextStep,
      nextStepOn: opportunity.nextStepOn ?? '',
      note: opportunity.note,
    },
    check: ({ amount }) => ({ amount: check(amount) }),
    send: ({ stage, amount, expectedOn, ownerId, nextStep, nextStepOn, note }) =>
      update(opportunity, {
        stage: stage as OpenStage,
        amount: minorOf(amount),
        expectedOn: expectedOn || null,
        ownerId: ownerId || null,
        nextStep,
        nextStepOn: nextStepOn || null,
        note,
      }),
  })
  return (
    <Form form={form} send={t('web:save')}>
      <FieldRow>
        <ChoiceField
          form={form}
          name="stage"
          label={t('columns.stage')}
          choices={openStages.map((value) => ({ value, label: t(`stages.${value}`) }))}
        />
        <NumberField form={form} name="amount" label={t('page.amount')} suffix={opportunity.currency} />
      </FieldRow>
      <FieldRow>
        <ChoiceField
          form={form}
          name="ownerId"
          label={t('columns.owner')}
          empty={t('filters.nobody')}
          choices={(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <DayField form={form} name="expectedOn" label={t('page.expectedOn')} />
      </FieldRow>
      <FieldRow>
        <TextField form={form} name="nextStep" label={t('columns.nextStep')} />
        <DayField form={form} name="nextStepOn" label={t('page.nextStepOn')} />
      </FieldRow>
      <TextAreaField form={form} name="note" label={t('page.note')} rows={2} />
    </Form>
  )
}
