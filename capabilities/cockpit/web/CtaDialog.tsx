import { useTranslation } from 'react-i18next'
import { ctaKinds } from '#capabilities/cockpit/core/words.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { AccountField } from '#web/form/AccountField.tsx'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, NumberField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { accountsFound, type Cta } from './apis.ts'
import { useCtaMoves } from './useCtaMoves.ts'
import { useOwners } from './useOwners.ts'

const longest = 2400 // minutes

/** Writes a CTA by hand: a new one, for the account given or one that is looked for; or what an existing one says. */
export function CtaDialog({
  account,
  cta,
  onClose,
}: {
  account?: { id: string; name: string }
  cta?: Cta
  onClose: () => void
}) {
  const { t } = useTranslation(['cockpit', 'web'])
  const format = useFormat()
  const { personId } = useSession()
  const { create, update } = useCtaMoves()
  const owners = useOwners()
  const form = useForm({
    initial: {
      accountId: cta?.account.id ?? account?.id ?? '',
      kind: cta?.kind ?? 'relationship',
      title: cta ? inLanguage(cta.title, format.language) : '',
      note: cta?.note ?? '',
      dueOn: cta?.dueOn ?? format.addDays(format.today(), 3),
      effortMinutes: String(cta?.effortMinutes ?? 30),
      ownerId: personId,
    },
    check: ({ accountId, title, effortMinutes }) => {
      const minutes = parseNumber(effortMinutes)
      const isRight = minutes !== null && Number.isInteger(minutes) && minutes >= 1 && minutes <= longest
      return {
        accountId: accountId ? undefined : t('create.accountMissing'),
        title: title.trim() ? undefined : t('create.whatMissing'),
        effortMinutes: isRight ? undefined : t('create.effortWrong'),
      }
    },
    send: async (values) => {
      const kind = ctaKinds.find((one) => one === values.kind) ?? 'relationship'
      const effortMinutes = parseNumber(values.effortMinutes) ?? 30
      const { accountId, dueOn, note } = values
      const title = values.title.trim()
      if (cta) {
        const isSame = title === inLanguage(cta.title, format.language)
        await update({
          id: cta.id,
          version: cta.version,
          kind,
          note,
          dueOn,
          effortMinutes,
          ...(isSame ? {} : { title }),
        })
      } else await create({ accountId, kind, title, note, dueOn, effortMinutes, ownerId: values.ownerId || null })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={cta ? t('edit.title') : t('create.title')}>
      <Form form={form} send={cta ? t('web:save') : t('create.send')} onCancel={onClose}>
        {cta || account ? null : <AccountField form={form} find={accountsFound} />}
        <TextField
          form={form}
          name="title"
          label={t('create.what')}
          placeholder={t('create.whatExample')}
          required
          autoFocus
        />
        <FieldRow>
          <ChoiceField
            form={form}
            name="kind"
            label={t('create.kind')}
            choices={ctaKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          {cta ? null : (
            <ChoiceField
              form={form}
              name="ownerId"
              label={t('create.owner')}
              empty={t('delegate.nobody')}
              choices={owners}
            />
          )}
        </FieldRow>
        <FieldRow>
          <DayField form={form} name="dueOn" label={t('create.due')} />
          <NumberField form={form} name="effortMinutes" label={t('create.effort')} />
        </FieldRow>
        <TextAreaField form={form} name="note" label={t('create.note')} rows={2} />
      </Form>
    </Dialog>
  )
}
