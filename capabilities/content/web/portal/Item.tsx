import type { ReactNode } from 'react'
import { bodyIn, type Definition, type FileOf, inOr, type Language } from '#capabilities/content/core/item.ts'
import { RichText } from '../read/RichText.tsx'
import styles from './portal.module.css'
import { portalWords } from './words.ts'

/** What a customer sees of an item. */
export type Shown = Pick<Definition, 'title' | 'summary' | 'body'>

/**
 * An item as the customer reads it: in their language, or in the one it has, and then it says so. `children` stand in the
 * place of the questions of a hearing sheet; `onOpen` is told when a file or a link is opened.
 */
export function Item({
  item,
  language,
  hrefOf,
  onOpen,
  heading: Heading = 'h2',
  children,
}: {
  item: Shown
  language: Language
  hrefOf: (file: FileOf) => string
  onOpen?: () => void
  heading?: 'h1' | 'h2' | 'h3'
  children?: ReactNode
}) {
  const words = portalWords[language]
  const title = inOr(item.title, language)
  const summary = inOr(item.summary, language)
  const { language: read, has } = bodyIn(item.body, language)
  const isOther = has && read !== language
  return (
    <article className={styles.item}>
      <Heading className={styles.title} lang={title.language}>
        {title.text}
      </Heading>
      {summary.text ? (
        <p className={styles.summary} lang={summary.language}>
          {summary.text}
        </p>
      ) : null}
      {isOther ? <p className={styles.note}>{words.onlyIn[read]}</p> : null}
      {has ? (
        <Body body={item.body} read={read} language={language} hrefOf={hrefOf} {...(onOpen ? { onOpen } : {})} />
      ) : (
        <p className={styles.note}>{words.nothing}</p>
      )}
      {children}
    </article>
  )
}

type BodyProps = {
  body: Shown['body']
  read: Language
  language: Language
  hrefOf: (file: FileOf) => string
  onOpen?: () => void
}

function Body({ body, read, language, hrefOf, onOpen }: BodyProps) {
  const words = portalWords[language]
  switch (body.format) {
    case 'text':
      return <RichText text={body.text[read]} lang={read} />
    case 'file': {
      const file = body.file[read]!
      return (
        <a className={styles.open} href={hrefOf(file)} download={file.name} onClick={onOpen}>
          <span aria-hidden="true">⤓</span> {words.download}: {file.name} ({sizeText(file.size)})
        </a>
      )
    }
    case 'link':
    case 'video': {
      const url = body.url[read]
      return (
        <a className={styles.open} href={url} target="_blank" rel="noopener noreferrer" onClick={onOpen}>
          <span aria-hidden="true">{body.format === 'video' ? '▶' : '↗'}</span>{' '}
          {body.format === 'video' ? words.watch : words.open} <span className={styles.host}>{hostOf(url)}</span>
          <span className="visually-hidden"> ({words.newTab})</span>
        </a>
      )
    }
    case 'form':
      return null
  }
}

/** A size in bytes as people read it. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB']
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)
