import type { Definition } from '../item.ts'
import type { Block, Inline, RichText } from '../richText.ts'

/** A ready-made item, by the key under which steps of the ready-made plan name it. */
export type ReadyItem = { key: string; definition: Definition }

/** A line of text in which `**words**` stand out. */
const inline = (line: string): Inline[] =>
  line.split('**').flatMap((text, at): Inline[] => {
    if (text === '') return []
    return [at % 2 === 1 ? { type: 'text', text, marks: [{ type: 'bold' }] } : { type: 'text', text }]
  })

const listOf = (type: 'bulletList' | 'orderedList', lines: readonly string[]): Block => ({
  type,
  content: lines.map((line) => ({ type: 'listItem', content: [{ type: 'paragraph', content: inline(line) }] })),
})

/** The blocks of a ready-made text: `# ` begins a heading, `- ` a bullet, `1. ` a number; other lines are paragraphs. */
export function written(text: string): RichText {
  const blocks: Block[] = []
  const lines = text.split('\n').map((line) => line.trim())
  const run = (at: number, mark: string) => {
    const end = lines.findIndex((line, place) => place >= at && !line.startsWith(mark))
    return lines.slice(at, end < 0 ? lines.length : end).map((line) => line.slice(mark.length))
  }
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const mark = ['- ', '1. '].find((one) => line.startsWith(one))
    if (mark) {
      const items = run(at, mark)
      blocks.push(listOf(mark === '- ' ? 'bulletList' : 'orderedList', items))
      at += items.length - 1
    } else if (line.startsWith('# ')) {
      blocks.push({ type: 'heading', attrs: { level: 2 }, content: inline(line.slice(2)) })
    } else if (line !== '') {
      blocks.push({ type: 'paragraph', content: inline(line) })
    }
  }
  return { type: 'doc', content: blocks }
}
