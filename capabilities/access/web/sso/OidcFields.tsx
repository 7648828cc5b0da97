import { useTranslation } from 'react-i18next'
import { PasswordField, TextField } from '#web/form/fields.tsx'
import type { Form } from '#web/form/useForm.ts'
import type { IdentityProvider } from '#capabilities/access/contract.ts'
import { CopiedField } from '../CopiedField.tsx'
import type { ProviderValues } from './ProviderDialog.tsx'

type Wanted = { form: Form<ProviderValues>; provider: IdentityProvider | null; redirectUri: string }

/** How a provider is spoken to by OpenID Connect. */
export function OidcFields({ form, provider, redirectUri }: Wanted) {
  const { t } = useTranslation('access')
  return (
    <>
      <CopiedField label={t('providers.redirect')} help={t('providers.redirectHelp')} value={redirectUri} />
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
    </>
  )
}
