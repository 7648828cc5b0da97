import { Button, CopyButton, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, PasswordField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import type { IdentityProvider } from '#capabilities/access/contract.ts'
import { mayGive } from '#capabilities/access/core/giving.ts'
import { readDomains } from '#capabilities/access/core/signInPolicy.ts'
import { access } from '../access.ts'

type Wanted = { provider: IdentityProvider | null; redirectUri: string; onClose: () => void }

/** Asks how a company's identity provider is spoken to, for which addresses it is believed, and who may join by it. */
export function ProviderDialog({ onClose, ...wanted }: Wanted) {
  const { t } = useTranslation('access')
  return (
    <Dialog opened onClose={onClose} title={t(wanted.provider ? 'providers.editTitle' : 'providers.connectTitle')}>
      <ProviderForm onClose={onClose} {...wanted} />
    </Dialog>
  )
}

function ProviderForm({ provider, redirectUri, onClose }: Wanted) {
  const { t } = useTranslation('access')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const queries = useQueryClient()
  const me = useSession()
  const roles = useQuery(access.roles.list.queryOptions())
  const needed = (text: string) => (text.trim() === '' ? t('profile.needed') : undefined)
  const form = useForm({
    initial: {
      name: provider?.name ?? '',
      issuer: provider?.issuer ?? '',
      clientId: provider?.clientId ?? '',
      clientSecret: '',
      domains: provider?.domains.join('\n') ?? '',
      joinRole: provider?.joinRole ?? '',
    },
    check: ({ name, issuer, clientId, clientSecret, domains }) => ({
      name: needed(name),
      issuer: needed(issuer) ?? (URL.canParse(issuer.trim()) ? undefined : t('providers.notAddress')),
      clientId: needed(clientId),
      clientSecret: provider ? undefined : needed(clientSecret),
      domains: needed(domains),
    }),
    send: async ({ clientSecret, ...values }) => {
      const told = {
        ...values,
        issuer: values.issuer.trim(),
        domains: readDomains(values.domains),
        joinRole: values.joinRole || null,
      }
      await (provider
        ? access.providers.update.call({ id: provider.id, ...told, ...(clientSecret ? { clientSecret } : {}) })
        : access.providers.create.call({ ...told, clientSecret }))
      await queries.invalidateQueries({ queryKey: access.providers.key() })
      toast(t('providers.saved', { name: values.name }))
      onClose()
    },
  })
  const offered = (roles.data?.roles ?? []).filter((role) => mayGive(me, role) || role.key === provider?.joinRole)
  return (
    <Form form={form} send={provider ? frame('save') : t('providers.connectSend')} onCancel={onClose}>
      <TextInput
        label={t('providers.redirect')}
        description={t('providers.redirectHelp')}
        readOnly
        value={redirectUri}
        onFocus={(event) => event.currentTarget.select()}
        rightSectionWidth={90}
        rightSection={
          <CopyButton value={redirectUri}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="subtle" onClick={copy}>
                {copied ? frame('copied') : t('providers.copy')}
              </Button>
            )}
          </CopyButton>
        }
      />
      <TextField
        form={form}
        name="name"
        label={t('providers.name')}
        help={t('providers.nameHelp')}
        required
        autoFocus
      />
      <TextField
        form={form}
        name="issuer"
        type="url"
        label={t('providers.issuer')}
        help={t('providers.issuerHelp')}
        placeholder="https://login.example.com/"
        required
      />
      <TextField form={form} name="clientId" label={t('providers.clientId')} required />
      <PasswordField
        form={form}
        name="clientSecret"
        label={t('providers.clientSecret')}
        help={provider ? t('providers.secretKept') : undefined}
        required={!provider}
        fresh
      />
      <TextAreaField
        form={form}
        name="domains"
        rows={2}
        label={t('providers.domains')}
        help={t('providers.domainsHelp')}
        placeholder="example.co.jp"
        required
      />
      <ChoiceField
        form={form}
        name="joinRole"
        label={t('providers.joinRole')}
        help={t('providers.joinRoleHelp')}
        empty={t('providers.joinNobody')}
        choices={offered.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) }))}
      />
    </Form>
  )
}
