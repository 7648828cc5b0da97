import { Button } from '@mantine/core'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Bar } from '../ui/Because.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './FileDrop.module.css'

type Sending = { readonly name: string; readonly share: number }

/** Sends a file, told how far it is and when to stop. */
export type SendFile = (file: File, onProgress: (share: number) => void, signal: AbortSignal) => Promise<unknown>

const tables = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain'

/** A place that takes a file, dropped or chosen, and sends it; a table where nothing else is said. */
export function FileDrop({
  title,
  text,
  accept = tables,
  send,
}: {
  title: string
  text: string
  /** The endings of names (`.pdf,.png`) that can be chosen. */
  accept?: string
  send: SendFile
}) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const stop = useRef<AbortController>(null)
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState<Sending | null>(null)
  const [failure, setFailure] = useState<unknown>(null)

  const take = async (file: File | undefined) => {
    if (!file || sending) return
    setFailure(null)
    setSending({ name: file.name, share: 0 })
    stop.current = new AbortController()
    try {
      await send(file, (share) => setSending({ name: file.name, share }), stop.current.signal)
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
    void take(event.dataTransfer.files[0])
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
            <span>{t(sending.share < 1 ? 'file.sending' : 'file.reading', { name: sending.name })}</span>
            <Bar value={sending.share * 100} />
            <Button variant="default" size="xs" onClick={() => stop.current?.abort()}>
              {t('file.stop')}
            </Button>
          </div>
        ) : (
          <>
            <strong>{title}</strong>
            <p className="soft small">{text}</p>
            <Button onClick={() => input.current?.click()}>{t('file.choose')}</Button>
          </>
        )}
        <input
          ref={input}
          type="file"
          accept={accept}
          className="visually-hidden"
          aria-label={t('file.choose')}
          tabIndex={-1}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </div>
    </div>
  )
}
