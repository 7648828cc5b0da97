import { Button, CopyButton, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** A value that has to be entered elsewhere, with a button that copies it. */
export function CopiedField({ label, help, value }: { label: string; help?: string; value: string }) {
  const { t } = useTranslation('web')
  return (
    <TextInput
      label={label}
      {...(help ? { description: help } : {})}
      readOnly
      value={value}
      onFocus={(event) => event.currentTarget.select()}
      rightSectionWidth={90}
      rightSection={
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" onClick={copy}>
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
      }
    />
  )
}
