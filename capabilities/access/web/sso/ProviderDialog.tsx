import { SegmentedControl } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { ChoiceField, TextAreaField, TextField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useSession } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import type { IdentityProvider } from '#capabilities/access/contract.ts'
import { mayGive } from '#capabilities/access/core/giving.ts'
import { readDomains } from '#capabilities/access/core/signInPolicy.ts'
import { access } from '../access.ts'
import { OidcFields } from './OidcFields.tsx'
import { SamlFields } from './SamlFields.tsx'

type Wanted = {
  provider: IdentityProvider | null
  redirectUri: string
  saml: { entityId: string; comeBackTo: string }
  onClose: () => void
}

const kinds = ['oidc', 'saml'] as const
const blank = {
  kind: 'oidc' as IdentityProvider['kind'],
  name: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  metadata: '',
  unsolicited: false,
  domains: '',
  joinRole: '',
}
export type ProviderValues = typeof blank

/** Asks how a company's identity provider is spoken to, for which addresses it is believed, and who may join by it. */
export function ProviderDialog({ onClose, ...wanted }: Wanted) {
  const { t } = useTranslation('access')
  return (
    <Dialog opened onClose={onClose} title={t(wanted.provider ? 'providers.editTitle' : 'providers.connectTitle')}>
      <ProviderForm onClose={onClose} {...wanted} />
    </Dialog>
  )
}

function valuesOf(provider: IdentityProvider | null): ProviderValues {
  if (!provider) return blank
  const { kind, name, issuer, clientId, domains, joinRole, saml } = provider
  return {
    ...blank,
    kind,
    name,
    issuer,
    clientId: clientId ?? '',
    domains: domains.join('\n'),
    joinRole: joinRole ?? '',
    ...(saml ? { unsolicited: saml.unsolicited, metadata: saml.metadataUrl ?? '' } : {}),
  }
}

function ProviderForm({ provider, redirectUri, saml, onClose }: Wanted) {
  const { t } = useTranslation('access')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const queries = useQueryClient()
  const me = useSession()
  const roles = useQuery(access.roles.list.queryOptions())
  const needed = (text: string) => (text.trim() === '' ? t('profile.needed') : undefined)
  const form = useForm<ProviderValues>({
    initial: valuesOf(provider),
    check: ({ kind, name, issuer, clientId, clientSecret, metadata, domains }) => ({
      name: needed(name),
      domains: needed(domains),
      ...(kind === 'oidc'
        ? {
            issuer: needed(issuer) ?? (URL.canParse(issuer.trim()) ? undefined : t('providers.notAddress')),
            clientId: needed(clientId),
            clientSecret: provider ? undefined : needed(clientSecret),
          }
        : { metadata: provider ? undefined : needed(metadata) }),
    }),
    send: async (values) => {
      await sendProvider(provider, values)
      await queries.invalidateQueries({ queryKey: access.providers.key() })
      toast(t('providers.saved', { name: values.name }))
      onClose()
    },
  })
  const offered = (roles.data?.roles ?? []).filter((role) => mayGive(me, role) || role.key === provider?.joinRole)
  return (
    <Form form={form} send={provider ? frame('save') : t('providers.connectSend')} onCancel={onClose}>
      {provider ? null : (
        <SegmentedControl
          fullWidth
          aria-label={t('providers.kind')}
          value={form.values.kind}
          onChange={(kind) => form.set('kind', kind)}
          data={kinds.map((kind) => ({ value: kind, label: t(`providers.kinds.${kind}`) }))}
        />
      )}
      {form.values.kind === 'oidc' ? (
        <OidcFields form={form} provider={provider} redirectUri={redirectUri} />
      ) : (
        <SamlFields form={form} provider={provider} saml={saml} />
      )}
      <TextField form={form} name="name" label={t('providers.name')} help={t('providers.nameHelp')} required />
      <TextAreaField
        form={form}
        name="domains"
        rows={2}
        label={t('providers.domains')}
        help={t(`providers.domainsHelp.${form.values.kind}`)}
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

async function sendProvider(provider: IdentityProvider | null, values: ProviderValues): Promise<void> {
  const { kind, name, issuer, clientId, clientSecret, metadata, unsolicited } = values
  const told = { name, domains: readDomains(values.domains), joinRole: values.joinRole || null }
  const { create, update, connectSaml, updateSaml } = access.providers
  if (kind === 'saml' && provider)
    await updateSaml.call({ id: provider.id, ...told, unsolicited, ...(metadata.trim() ? { metadata } : {}) })
  else if (kind === 'saml') await connectSaml.call({ ...told, unsolicited, metadata })
  else if (provider) {
    const secret = clientSecret ? { clientSecret } : {}
    await update.call({ id: provider.id, ...told, issuer: issuer.trim(), clientId, ...secret })
  } else await create.call({ ...told, issuer: issuer.trim(), clientId, clientSecret })
}
