import { Button, Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  attitudeChoices,
  attitudes,
  type StakeholderRole,
  stakeholderRoleChoices,
} from '#capabilities/accounts/core/words.ts'
import { FieldRow, Form } from '#web/form/Form.tsx'
import { ChoiceField, DayField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { accounts, type Contact, customerQuery } from './apis.ts'
import { ContactConsent } from './ContactConsent.tsx'
import { ContactPrivacy } from './ContactPrivacy.tsx'

const influences = ['1', '2', '3', '4', '5']
const orNull = (text: string) => text.trim() || null

/** A person at the customer: written down anew, or changed; archived from here, too. All of it can be undone. */
export function ContactDialog({
  accountId,
  contact,
  onClose,
}: {
  accountId: string
  contact: Contact | null
  onClose: () => void
}) {
  const { t } = useTranslation('customer')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const mayWrite = useMay('accounts.write')
  const mayManage = useMay('workspace.manage')
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: customerQuery(accountId).queryKey })
  const form = useForm({
    initial: {
      name: contact?.name ?? '',
      nameKana: contact?.nameKana ?? '',
      department: contact?.department ?? '',
      title: contact?.title ?? '',
      email: contact?.email ?? '',
      phone: contact?.phone ?? '',
      roles: contact?.roles ?? [],
      attitude: contact?.attitude ?? '',
      influence: contact?.influence ? String(contact.influence) : '',
      leftOn: contact?.leftOn ?? '',
      note: contact?.note ?? '',
    },
    check: ({ name, email }) => ({
      name: name.trim() ? undefined : frame('rules.required'),
      email:
        email.trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.normalize('NFKC').trim())
          ? undefined
          : frame('rules.not_an_email'),
    }),
    send: async (values) => {
      const written = {
        name: values.name,
        nameKana: orNull(values.nameKana),
        department: orNull(values.department),
        title: orNull(values.title),
        email: orNull(values.email.normalize('NFKC')),
        phone: orNull(values.phone.normalize('NFKC')),
        roles: [...values.roles],
        attitude: attitudes.find((one) => one === values.attitude) ?? null,
        influence: values.influence ? Number(values.influence) : null,
        leftOn: orNull(values.leftOn),
        note: orNull(values.note),
      }
      if (contact) {
        const { undo } = await accounts.contacts.update.call({ id: contact.id, version: contact.version, ...written })
        toast(t('saved'), { undo: () => accounts.contacts.update.call({ id: contact.id, ...undo }).then(refresh) })
      } else {
        const made = await accounts.contacts.create.call({ id: accountId, ...written })
        toast(t('people.added', { name: made.name }), {
          undo: () => accounts.contacts.archive.call({ id: made.id }).then(refresh),
        })
      }
      await refresh()
      onClose()
    },
  })
  const archive = async () => {
    if (!contact) return
    try {
      await accounts.contacts.archive.call({ id: contact.id })
      toast(t('people.archived', { name: contact.name }), {
        undo: () => accounts.contacts.restore.call({ id: contact.id }).then(refresh),
      })
      await refresh()
      onClose()
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
  const toggle = (role: StakeholderRole) => {
    const { roles } = form.values
    form.set('roles', roles.includes(role) ? roles.filter((other) => other !== role) : [...roles, role])
  }
  return (
    <Dialog opened onClose={onClose} title={contact ? contact.name : t('people.add')} size={560}>
      <Form form={form} send={contact ? frame('save') : frame('add')} onCancel={onClose}>
        <FieldRow>
          <TextField form={form} name="name" label={t('contact.name')} required autoFocus disabled={!mayWrite} />
          <TextField form={form} name="nameKana" label={t('contact.nameKana')} disabled={!mayWrite} />
        </FieldRow>
        <FieldRow>
          <TextField form={form} name="department" label={t('contact.department')} disabled={!mayWrite} />
          <TextField form={form} name="title" label={t('contact.title')} disabled={!mayWrite} />
        </FieldRow>
        <FieldRow>
          <TextField form={form} name="email" type="email" label={t('contact.email')} disabled={!mayWrite} />
          <TextField form={form} name="phone" type="tel" label={t('contact.phone')} disabled={!mayWrite} />
        </FieldRow>
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="small" style={{ fontWeight: 500, padding: 0 }}>
            {t('contact.roles')}
          </legend>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: '6px 18px', marginTop: 4 }}>
            {stakeholderRoleChoices.map((choice) => (
              <Checkbox
                key={choice.key}
                size="xs"
                label={inLanguage(choice.label, language)}
                checked={form.values.roles.includes(choice.key)}
                onChange={() => toggle(choice.key)}
                disabled={!mayWrite}
              />
            ))}
          </div>
        </fieldset>
        <FieldRow>
          <ChoiceField
            form={form}
            name="attitude"
            label={t('contact.attitude')}
            empty={t('contact.unknown')}
            choices={attitudeChoices.map((choice) => ({
              value: choice.key,
              label: inLanguage(choice.label, language),
            }))}
          />
          <ChoiceField
            form={form}
            name="influence"
            label={t('contact.influence')}
            empty={t('contact.unknown')}
            choices={influences.map((value) => ({ value, label: value }))}
          />
          <DayField form={form} name="leftOn" label={t('contact.leftOn')} />
        </FieldRow>
        <TextAreaField form={form} name="note" label={t('contact.note')} rows={2} />
        {contact && mayWrite ? (
          <Button
            variant="subtle"
            color="red"
            size="xs"
            onClick={() => void archive()}
            style={{ justifySelf: 'start' }}
          >
            {t('people.archive')}
          </Button>
        ) : null}
        {contact && mayManage ? (
          <ContactPrivacy
            contact={contact}
            onErased={() => {
              void refresh()
              onClose()
            }}
          />
        ) : null}
      </Form>
      {contact ? <ContactConsent contactId={contact.id} /> : null}
    </Dialog>
  )
}
