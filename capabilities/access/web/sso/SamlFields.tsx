import { Button, FileButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CheckField, TextAreaField } from '#web/form/fields.tsx'
import type { Form } from '#web/form/useForm.ts'
import type { IdentityProvider } from '#capabilities/access/contract.ts'
import { CopiedField } from '../CopiedField.tsx'
import type { ProviderValues } from './ProviderDialog.tsx'

type Wanted = {
  form: Form<ProviderValues>
  provider: IdentityProvider | null
  saml: { entityId: string; comeBackTo: string }
}

/** How a provider is spoken to by SAML: what it has to be told of us, and what it says of itself. */
export function SamlFields({ form, provider, saml }: Wanted) {
  const { t } = useTranslation('access')
  const read = (file: File | null) => void file?.text().then((text) => form.set('metadata', text))
  return (
    <>
      <CopiedField label={t('providers.entityId')} help={t('providers.entityIdHelp')} value={saml.entityId} />
      <CopiedField label={t('providers.comeBackTo')} value={saml.comeBackTo} />
      <TextAreaField
        form={form}
        name="metadata"
        rows={4}
        label={t('providers.metadata')}
        help={`${t('providers.metadataHelp')}${provider ? ` ${t('providers.metadataKept')}` : ''}`}
        placeholder="https://login.example.com/metadata.xml"
        required={!provider}
      />
      <div>
        <FileButton accept=".xml,application/xml,text/xml" onChange={read}>
          {(props) => (
            <Button size="compact-xs" variant="default" {...props}>
              {t('providers.metadataFile')}
            </Button>
          )}
        </FileButton>
      </div>
      <CheckField
        form={form}
        name="unsolicited"
        label={t('providers.unsolicited')}
        help={t('providers.unsolicitedHelp')}
      />
    </>
  )
}
