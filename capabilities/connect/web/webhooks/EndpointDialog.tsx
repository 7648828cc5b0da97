import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type WebhookEvent, webhookEvents } from '#capabilities/connect/core/webhookEvents.ts'
import { TextField } from '#web/form/fields.tsx'
import { Form } from '#web/form/Form.tsx'
import { ManyField } from '#web/form/ManyField.tsx'
import { useForm } from '#web/form/useForm.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { type Endpoint, webhooks } from './apis.ts'
import { eventKey } from './eventKey.ts'
import { SecretDialog } from './SecretDialog.tsx'

/** Adds an endpoint, and shows its secret this once, or changes one. */
export function EndpointDialog({
  endpoint,
  opened,
  onClose,
}: {
  endpoint: Endpoint | null
  opened: boolean
  onClose: () => void
}) {
  const { t } = useTranslation('webhooks')
  const [secret, setSecret] = useState<string | null>(null)
  const saved = (made: string | null) => {
    setSecret(made)
    onClose()
  }
  return (
    <>
      <Dialog opened={opened} onClose={onClose} title={t(endpoint ? 'editTitle' : 'createTitle')} size={640}>
        <EndpointForm endpoint={endpoint} onSaved={saved} onCancel={onClose} />
      </Dialog>
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
    </>
  )
}

type FormProps = { endpoint: Endpoint | null; onSaved: (secret: string | null) => void; onCancel: () => void }

function EndpointForm({ endpoint, onSaved, onCancel }: FormProps) {
  const { t } = useTranslation('webhooks')
  const queries = useQueryClient()
  const form = useForm({
    initial: {
      name: endpoint?.name ?? '',
      url: endpoint?.url ?? 'https://',
      events: (endpoint?.events ?? ['account.created', 'account.updated', 'health.changed']) as WebhookEvent[],
    },
    check: ({ name, url }) => ({
      name: name.trim() === '' ? t('nameNeeded') : undefined,
      url: URL.canParse(url.trim()) ? undefined : t('rules.url.not_a_url'),
    }),
    send: async ({ name, url, events }) => {
      const given = { name: name.trim(), url: url.trim(), events }
      const made = endpoint
        ? await webhooks.update.call({ id: endpoint.id, ...given }).then(() => null)
        : (await webhooks.create.call(given)).secret
      await queries.invalidateQueries({ queryKey: webhooks.key() })
      onSaved(made)
    },
  })
  const choices = webhookEvents.map((value) => ({ value, label: t(`events.${eventKey(value)}`), help: value }))
  return (
    <Form form={form} send={t(endpoint ? 'save' : 'create')} onCancel={onCancel}>
      <TextField form={form} name="name" label={t('name')} help={t('nameHelp')} required autoFocus />
      <TextField form={form} name="url" label={t('url')} help={t('urlHelp')} type="url" required />
      <ManyField form={form} name="events" label={t('eventsLabel')} choices={choices} />
    </Form>
  )
}
