import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Because } from '#web/ui/Because.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { toast } from '#web/ui/toast.ts'
import { type AccountMail, contactsQuery, outreach, templatesQuery } from './apis.ts'
import { useReason } from './useReason.ts'

type Contact = { id: string; name: string }
type Account = { id: string; name: string }

/** A mail to somebody at a customer, from a template or from a blank page. */
export function WriteDialog({
  account,
  onSent,
  onClose,
}: {
  account: Account
  onSent: (mail: AccountMail) => void
  onClose: () => void
}) {
  const { t } = useTranslation('outreach')
  const { data } = useQuery(contactsQuery(account.id))
  const contacts = (data?.rows ?? []).filter(({ email, leftOn }) => email && !leftOn)
  return (
    <Dialog opened onClose={onClose} title={t('write.title', { name: account.name })} size={760}>
      {data ? (
        contacts.length > 0 ? (
          <Fields account={account} contacts={contacts} onSent={onSent} onClose={onClose} />
        ) : (
          <EmptyState icon="people">{t('write.nobody')}</EmptyState>
        )
      ) : (
        <BoneLines widths={[60, 90, 90]} height={34} />
      )}
    </Dialog>
  )
}

function Fields({
  account,
  contacts,
  onSent,
  onClose,
}: {
  account: Account
  contacts: readonly Contact[]
  onSent: (mail: AccountMail) => void
  onClose: () => void
}) {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const queries = useQueryClient()
  const reasonOf = useReason()
  const templates = useQuery(templatesQuery).data?.templates ?? []
  const form = useForm({
    initial: { contactId: contacts[0]!.id, template: '', subject: '', text: '', reason: '' },
    check: ({ subject, text }) => ({
      subject: subject.trim() ? undefined : t('needed'),
      text: text.trim() ? undefined : t('needed'),
    }),
    send: async ({ template, ...given }) => {
      onSent(await outreach.send.call({ id: account.id, ...given, template: template || null }))
      void queries.invalidateQueries({ queryKey: outreach.budget.key() })
      toast(t('write.sent'))
      onClose()
    },
  })
  const { contactId, template } = form.values
  const budget = useQuery(outreach.budget.queryOptions({ input: { id: account.id, contactId } })).data
  const fill = async (of: { contactId: string; template: string }) => {
    if (!of.template) return
    try {
      const { preview } = await outreach.fill.call({ id: account.id, ...of })
      if (!preview.made)
        return toast(reasonOf(preview.wrong?.reason ?? '', preview.wrong?.detail ?? null), { tone: 'risk' })
      form.set('subject', preview.made.subject)
      form.set('text', preview.made.text)
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
  const follow = {
    ...form,
    set: ((name, value) => {
      form.set(name, value)
      if (name === 'template' || name === 'contactId') void fill({ contactId, template, [name]: value })
    }) as typeof form.set,
  }
  const isSpent = budget?.left === 0
  return (
    <Form form={form} send={t('write.send')} onCancel={onClose}>
      <ChoiceField
        form={follow}
        name="contactId"
        label={t('write.contact')}
        choices={contacts.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <ChoiceField
        form={follow}
        name="template"
        label={t('write.template')}
        help={t('write.fills')}
        empty={t('write.free')}
        choices={templates.map(({ key, name }) => ({ value: key, label: inLanguage(name, language) }))}
      />
      <TextField form={form} name="subject" label={t('write.subject')} required />
      <TextAreaField form={form} name="text" label={t('write.text')} rows={12} required />
      {isSpent ? (
        <>
          <Because tone="watch">
            {t('write.spent', { contact: budget.contactWeek, account: budget.accountWeek })}
          </Because>
          <TextField form={form} name="reason" label={t('write.reason')} required />
        </>
      ) : null}
    </Form>
  )
}
