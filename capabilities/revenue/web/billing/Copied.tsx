import { Button, CopyButton, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './billing.module.css'

/** A text that is taken elsewhere, with the button that copies it. */
export function Copied({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('billing')
  const { t: frame } = useTranslation('web')
  return (
    <div className={styles.copied}>
      <TextInput label={label} readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy} aria-label={`${t('copy')}: ${label}`}>
            {copied ? frame('copied') : t('copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}
