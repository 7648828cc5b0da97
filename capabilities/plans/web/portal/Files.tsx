import { useId, useState } from 'react'
import type { PlanFile } from '#capabilities/plans/contract/portal.ts'
import { fileEndings } from '#capabilities/plans/core/portal.ts'
import light from '#web/light/light.module.css'
import styles from './portal.module.css'
import { useView } from './view.ts'

const accepted = fileEndings.map((ending) => `.${ending}`).join(',')

/** The files of the plan, and the place to send one. */
export function Files() {
  const { portal, words } = useView()
  return (
    <section className={light.card} aria-labelledby="files">
      <h2 id="files">{words.files}</h2>
      {portal.files.length === 0 ? <p className={light.note}>{words.filesEmpty}</p> : null}
      <FileLines files={portal.files} />
      <UploadButton stepId={null} label={words.upload} />
      <p className={light.note}>{words.uploadHelp}</p>
    </section>
  )
}

export function FileLines({ files }: { files: readonly PlanFile[] }) {
  const { words, doings, moment } = useView()
  if (files.length === 0) return null
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.id}>
          <button
            type="button"
            className={light.link}
            aria-label={words.keep(file.name)}
            disabled={doings === null}
            onClick={() => void doings?.keep(file)}
          >
            {file.name}
          </button>
          <span className={light.note}>
            {sizeText(file.size)} · {file.by.name} · <time dateTime={file.at}>{moment(file.at)}</time>
          </span>
        </li>
      ))}
    </ul>
  )
}

const sizeText = (bytes: number) =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`

/** A button that asks for a file and sends it. The field itself is what is pressed, for keyboards and screen readers. */
export function UploadButton({
  stepId,
  label,
  primary = false,
}: {
  stepId: string | null
  label: string
  primary?: boolean
}) {
  const { words, doings, disabled } = useView()
  const [sending, setSending] = useState(false)
  const id = useId()
  const send = async (input: HTMLInputElement) => {
    const [file] = input.files ?? []
    if (!file || !doings) return
    setSending(true)
    await doings.upload(stepId, file)
    setSending(false)
    input.value = ''
  }
  return (
    <label htmlFor={id} className={primary ? light.primary : light.plain} data-disabled={disabled || undefined}>
      {sending ? words.uploading : words.upload}
      <input
        id={id}
        type="file"
        className="visually-hidden"
        aria-label={label}
        accept={accepted}
        disabled={disabled}
        onChange={({ target }) => void send(target)}
      />
    </label>
  )
}
