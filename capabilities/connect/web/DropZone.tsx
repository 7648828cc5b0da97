import { Button } from '@mantine/core'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Bar } from '#web/ui/Because.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import type { Import } from './apis.ts'
import styles from './Imports.module.css'
import { upload } from './upload.ts'

type Sending = { readonly name: string; readonly share: number }

/** Takes a file by dropping or choosing, sends it, and hands on the import it became. No `kind`: told by the columns. */
export function DropZone({ kind, onTaken }: { kind: string | undefined; onTaken: (taken: Import) => void }) {
  const { t } = useTranslation('imports')
  const input = useRef<HTMLInputElement>(null)
  const stop = useRef<AbortController>(null)
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState<Sending | null>(null)
  const [failure, setFailure] = useState<unknown>(null)

  const send = async (file: File | undefined) => {
    if (!file || sending) return
    setFailure(null)
    setSending({ name: file.name, share: 0 })
    stop.current = new AbortController()
    try {
      onTaken(await upload(file, kind, (share) => setSending({ name: file.name, share }), stop.current.signal))
    } catch (error) {
      if (!(error instanceof DOMException)) setFailure(error)
    } finally {
      setSending(null)
      if (input.current) input.current.value = ''
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void send(event.dataTransfer.files[0])
  }
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(inside)
  }
  return (
    <div className={styles.dropArea}>
      {failure ? <ErrorState error={failure} /> : null}
      {/* Dropping is a second way; the button inside does the same by keyboard. */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDrop={drop}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
      >
        <Icon name="import" size={28} className="quiet" />
        {sending ? (
          <div className={styles.sending} role="status">
            <span>{t(sending.share < 1 ? 'drop.uploading' : 'drop.reading', { name: sending.name })}</span>
            <Bar value={sending.share * 100} />
            <Button variant="default" size="xs" onClick={() => stop.current?.abort()}>
              {t('drop.cancel')}
            </Button>
          </div>
        ) : (
          <>
            <strong>{t('drop.title')}</strong>
            <p className="soft small">{t('drop.text')}</p>
            <Button onClick={() => input.current?.click()}>{t('drop.choose')}</Button>
          </>
        )}
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          className="visually-hidden"
          aria-label={t('drop.choose')}
          tabIndex={-1}
          onChange={(event) => void send(event.currentTarget.files?.[0])}
        />
      </div>
    </div>
  )
}
