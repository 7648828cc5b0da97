import type { ReactNode } from 'react'
import type { Block, Inline, List, Paragraph, RichText as Text } from '#capabilities/content/core/richText.ts'
import { isSafeLink } from '#capabilities/content/core/richText.ts'
import styles from './read.module.css'

/** A text as its readers see it, without the editor. What the list of nodes does not know is not drawn. */
export function RichText({ text, lang }: { text: Text; lang: 'ja' | 'en' }) {
  return (
    <div className={styles.text} lang={lang}>
      {text.content.map(draw)}
    </div>
  )
}

function draw(block: Block, at: number): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return <p key={at}>{line(block)}</p>
    case 'heading':
      return block.attrs.level === 2 ? <h2 key={at}>{line(block)}</h2> : <h3 key={at}>{line(block)}</h3>
    case 'bulletList':
      return <ul key={at}>{items(block)}</ul>
    case 'orderedList':
      return (
        <ol key={at} start={block.attrs?.start ?? 1}>
          {items(block)}
        </ol>
      )
    case 'blockquote':
      return <blockquote key={at}>{block.content.map(draw)}</blockquote>
    case 'horizontalRule':
      return <hr key={at} />
    default:
      return null
  }
}

const items = ({ content }: List) => content.map((item, at) => <li key={at}>{item.content.map(draw)}</li>)
const line = ({ content }: Pick<Paragraph, 'content'>) => (content ?? []).map(inline)

function inline(part: Inline, at: number): ReactNode {
  if (part.type === 'hardBreak') return <br key={at} />
  const marked = (part.marks ?? []).reduce<ReactNode>((inner, mark) => {
    if (mark.type === 'bold') return <strong>{inner}</strong>
    if (mark.type === 'strike') return <s>{inner}</s>
    if (!isSafeLink(mark.attrs.href)) return inner
    return (
      <a href={mark.attrs.href} target="_blank" rel="noopener noreferrer nofollow">
        {inner}
      </a>
    )
  }, part.text)
  return <span key={at}>{marked}</span>
}
