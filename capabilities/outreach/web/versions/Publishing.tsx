import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from '#web/ui/toast.ts'
import styles from '../outreach.module.css'
import { PublishDialog } from './PublishDialog.tsx'

/**
 * What is written and not published yet: the bar that says so, the question why, and the way back afterwards — to what
 * was published before, or to nothing where it was the first version.
 */
export function Publishing<Draft>({
  version,
  saved,
  draft,
  onKeep,
  publish,
  remove,
}: {
  /** The version that is published; 0: none is. */
  version: number
  saved: Draft
  draft: Draft
  onKeep: () => void
  publish: (given: { version: number; note: string; draft: Draft }) => Promise<void>
  remove: () => Promise<void>
}) {
  const { t } = useTranslation('outreach')
  const [asking, setAsking] = useState(false)
  if (JSON.stringify(draft) === JSON.stringify(saved)) return null
  const send = async (note: string) => {
    await publish({ version, note, draft })
    const back = { version: version + 1, note: t('publish.back', { version }), draft: saved }
    toast(t('publish.told'), { undo: () => (version === 0 ? remove() : publish(back)) })
    setAsking(false)
  }
  return (
    <>
      <div className={styles.bar}>
        <span>{version > 0 ? t('publish.changed') : ''}</span>
        <Button variant="default" onClick={onKeep}>
          {t('publish.keep')}
        </Button>
        <Button onClick={() => setAsking(true)}>{t('publish.send')}</Button>
      </div>
      {asking ? <PublishDialog version={version + 1} onPublish={send} onClose={() => setAsking(false)} /> : null}
    </>
  )
}
