import { Button, CopyButton, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'

/** A link that is shown this once. */
export type Link = { url: string; email: string; until: string; purpose: 'join' | 'password' }

/** Shows a new link, to be copied and sent by whatever way people talk to each other. */
export function LinkDialog({ link, onClose }: { link: Link | null; onClose: () => void }) {
  const { t } = useTranslation('access')
  const { t: frame } = useTranslation('web')
  const format = useFormat()
  const title = t(link?.purpose === 'password' ? 'people.passwordLinkTitle' : 'people.linkTitle')
  return (
    <Dialog
      opened={link !== null}
      onClose={onClose}
      title={title}
      footer={
        <CopyButton value={link?.url ?? ''}>
          {({ copied, copy }) => (
            <Button onClick={copy} data-autofocus>
              {copied ? frame('copied') : t('people.copyLink')}
            </Button>
          )}
        </CopyButton>
      }
    >
      {link ? (
        <>
          <p>{t('people.linkText', { email: link.email, until: format.stamp(link.until) })}</p>
          <TextInput aria-label={title} readOnly value={link.url} onFocus={(event) => event.currentTarget.select()} />
        </>
      ) : null}
    </Dialog>
  )
}
