/** How a piece of text stands out. */
export type Mark = { type: 'bold' } | { type: 'strike' } | { type: 'link'; attrs: { href: string } }
export type Inline = { type: 'text'; text: string; marks?: Mark[] | undefined } | { type: 'hardBreak' }
export type Paragraph = { type: 'paragraph'; content?: Inline[] | undefined }
export type Heading = { type: 'heading'; attrs: { level: 2 | 3 }; content?: Inline[] | undefined }
export type List = {
  type: 'bulletList' | 'orderedList'
  attrs?: { start?: number | undefined } | undefined
  content: { type: 'listItem'; content: (Paragraph | List)[] }[]
}
export type Quote = { type: 'blockquote'; content: (Paragraph | List)[] }
export type Block = Paragraph | Heading | List | Quote | { type: 'horizontalRule' }

/** A text with headings, lists, quotes and links, in the form in which the editor has it (ProseMirror's). */
export type RichText = { type: 'doc'; content: Block[] }

/** Lists may stand in lists so deep. */
export const deepestList = 6

/** The texts of a document, a line for each block, without marks. */
export function plainText({ content }: RichText): string {
  return content.map(linesOf).filter(Boolean).join('\n')
}

function linesOf(block: Block): string {
  if (block.type === 'horizontalRule') return ''
  if (block.type === 'paragraph' || block.type === 'heading')
    return (block.content ?? []).map((part) => (part.type === 'text' ? part.text : '\n')).join('')
  if (block.type === 'blockquote') return block.content.map(linesOf).join('\n')
  return block.content.flatMap((item) => item.content.map(linesOf)).join('\n')
}

/** Whether there is nothing to read in it. */
export const isBlank = (text: RichText): boolean => plainText(text).trim() === ''

const safe = /^(https?:\/\/|mailto:)[^\s]+$/i

/** Whether an address may stand behind a link: web and mail addresses alone, so that no link runs a script. */
export const isSafeLink = (href: string): boolean => href.length <= 2000 && safe.test(href)
