import { useTranslation } from 'react-i18next'
import type { ConsentPurpose } from '#capabilities/access/contract/consent.ts'
import { type ConsentChange, type ConsentWay, consentWays } from '#capabilities/access/core/consent.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'

type Said = { on: string; how: ConsentWay; version: string; note: string }
type Recorded = { at?: string; how: ConsentWay; textVersion?: number; note: string }

/** Writes down that somebody gave or withdrew consent: when they said it, how, and to which text. */
export function ConsentDialog({
  purpose,
  change,
  onClose,
  record,
}: {
  purpose: ConsentPurpose
  change: ConsentChange
  onClose: () => void
  record: (given: Recorded) => Promise<void>
}) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const { texts } = purpose
  const form = useForm<Said>({
    initial: {
      on: format.today(),
      how: 'by_hand',
      version: String(texts[0]?.version ?? 1),
      note: '',
    },
    check: ({ on }) => ({ on: on && on <= format.today() ? undefined : t('consent.notYet') }),
    send: async ({ on, how, version, note }) => {
      const said = on === format.today() ? {} : { at: on } // today: at this moment, after all that was said before
      await record({ ...said, how, ...(change === 'given' ? { textVersion: Number(version) } : {}), note })
      toast(t('consent.recorded'))
      onClose()
    },
  })
  const text = texts.find(({ version }) => String(version) === form.values.version)
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(`consent.titles.${change}`, { name: inLanguage(purpose.name, format.language) })}
    >
      <Form form={form} send={t('consent.save')} onCancel={onClose}>
        <FieldRow>
          <DayField form={form} name="on" label={t('consent.on')} />
          <ChoiceField
            form={form}
            name="how"
            label={t('consent.how')}
            choices={consentWays.map((value) => ({ value, label: t(`consent.ways.${value}`) }))}
          />
        </FieldRow>
        {change === 'given' ? (
          <ChoiceField
            form={form}
            name="version"
            label={t('consent.text')}
            {...(text ? { help: text[format.language] } : {})}
            choices={texts.map(({ version }) => ({ value: String(version), label: t('consent.version', { version }) }))}
          />
        ) : null}
        <TextAreaField form={form} name="note" label={t('contact.note')} rows={2} />
      </Form>
    </Dialog>
  )
}
