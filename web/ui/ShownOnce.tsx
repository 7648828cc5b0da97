import { Button, CopyButton, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** A secret that was just made and is never shown again: it is copied now or lost. */
export function ShownOnce({
  label,
  value,
  text,
  copy,
  done,
  onClose,
}: {
  /** What it is, for whoever cannot see. */
  label: string
  value: string
  text: string
  /** The verb on the button that copies. */
  copy: string
  done: string
  onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <p>{text}</p>
      <TextInput aria-label={label} readOnly value={value} onFocus={(event) => event.currentTarget.select()} mb="md" />
      <CopyButton value={value}>
        {({ copied, copy: act }) => (
          <Button onClick={act} data-autofocus mr="xs">
            {copied ? t('copied') : copy}
          </Button>
        )}
      </CopyButton>
      <Button variant="default" onClick={onClose}>
        {done}
      </Button>
    </>
  )
}
