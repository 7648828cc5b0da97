import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import type { SharedLink } from './apis.ts'
import styles from './share.module.css'
import { useShare } from './useShare.ts'

/** Makes a code that one of ours tells the contact, by telephone for instance. */
export function CodeDialog({ planId, link, onClose }: { planId: string; link: SharedLink; onClose: () => void }) {
  const { t } = useTranslation('planShare')
  const { code: make } = useShare(planId)
  const { data, error, isPending, mutate } = useMutation({ mutationFn: () => make(link) })
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('code')}
      footer={
        <Button variant={data ? 'default' : 'filled'} loading={isPending && !data && !error} onClick={() => mutate()}>
          {t(data ? 'codeAgain' : 'codeMake')}
        </Button>
      }
    >
      {error ? <ErrorState error={error} onRetry={() => mutate()} /> : null}
      {data ? (
        <>
          <output className={styles.code} aria-label={t('codeLabel')}>
            {data.code}
          </output>
          <p className="quiet">{t('codeText', { name: link.contact.name, minutes: data.minutes })}</p>
        </>
      ) : (
        <p>{t('codeAsk', { name: link.contact.name })}</p>
      )}
    </Dialog>
  )
}
