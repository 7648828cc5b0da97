import type { Editor as Tiptap, JSONContent } from '@tiptap/core'
import { EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#capabilities/content/core/item.ts'
import { isSafeLink, type RichText } from '#capabilities/content/core/richText.ts'
import styles from './edit.module.css'

// What the schema of the contract knows, and nothing else.
const extensions = [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    italic: false,
    underline: false,
    heading: { levels: [2, 3] },
    link: { openOnClick: false, defaultProtocol: 'https', protocols: ['mailto'], isAllowedUri: isSafeLink },
  }),
]

/** Writes a text. It is told of each change; what it was given at first is what it begins with. */
export function TextEditor({
  value,
  language,
  onChange,
}: {
  value: RichText
  language: Language
  onChange: (text: RichText) => void
}) {
  const { t } = useTranslation('content')
  const editor = useEditor({
    extensions,
    injectCSS: false, // its few rules stand in edit.module.css: the page's policy takes no styles from scripts
    content: value.content.length === 0 ? '' : (value as JSONContent),
    editorProps: { attributes: { class: styles.area!, 'aria-label': t('body'), role: 'textbox', lang: language } },
    onUpdate: ({ editor: now }) => onChange(now.getJSON() as unknown as RichText),
  })
  return (
    <div className={styles.frame}>
      <Tools editor={editor} />
      <EditorContent editor={editor} />
    </div>
  )
}

/** The buttons above the text; each says whether it is on where one writes. */
function Tools({ editor }: { editor: Tiptap }) {
  const { t } = useTranslation('content')
  const [linking, setLinking] = useState<string | null>(null)
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      strike: now.isActive('strike'),
      heading: now.isActive('heading', { level: 2 }),
      subheading: now.isActive('heading', { level: 3 }),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
      quote: now.isActive('blockquote'),
      link: now.isActive('link'),
    }),
  })
  const chain = () => editor.chain().focus()
  const tools = [
    ['heading', 'H2', () => chain().toggleHeading({ level: 2 }).run()],
    ['subheading', 'H3', () => chain().toggleHeading({ level: 3 }).run()],
    ['bold', 'B', () => chain().toggleBold().run()],
    ['strike', 'S', () => chain().toggleStrike().run()],
    ['bullets', '•', () => chain().toggleBulletList().run()],
    ['numbers', '1.', () => chain().toggleOrderedList().run()],
    ['quote', '❝', () => chain().toggleBlockquote().run()],
  ] as const
  const rule = () => chain().setHorizontalRule().run()
  const openLink = () => setLinking((editor.getAttributes('link')['href'] as string | undefined) ?? 'https://')
  return (
    <>
      <div className={styles.tools} role="toolbar" aria-label={t('tools.label')}>
        {tools.map(([name, mark, run]) => (
          <button key={name} type="button" aria-pressed={on[name]} title={t(`tools.${name}`)} onClick={run}>
            <span aria-hidden="true" data-tool={name}>
              {mark}
            </span>
            <span className="visually-hidden">{t(`tools.${name}`)}</span>
          </button>
        ))}
        <button type="button" title={t('tools.rule')} onClick={rule}>
          <span aria-hidden="true">―</span>
          <span className="visually-hidden">{t('tools.rule')}</span>
        </button>
        <button type="button" aria-pressed={on.link} onClick={openLink}>
          {t('tools.link')}
        </button>
      </div>
      {linking === null ? null : (
        <LinkLine
          href={linking}
          onClose={(href) => {
            setLinking(null)
            if (href === '') chain().extendMarkRange('link').unsetLink().run()
            else if (href !== null) chain().extendMarkRange('link').setLink({ href }).run()
            else chain().run()
          }}
        />
      )}
    </>
  )
}

/** Where a link leads: an empty address takes the link away, null leaves it as it is. */
function LinkLine({ href, onClose }: { href: string; onClose: (href: string | null) => void }) {
  const { t } = useTranslation(['content', 'web'])
  const [typed, setTyped] = useState(href)
  const isGood = typed.trim() === '' || isSafeLink(typed.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isGood) onClose(typed.trim())
  }
  return (
    <form className={styles.link} onSubmit={submit}>
      <label>
        {t('tools.address')}{' '}
        <input
          // It was asked for with a click and takes the place of the selection.
          ref={(input) => input?.focus()}
          type="text"
          inputMode="url"
          value={typed}
          aria-invalid={!isGood}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose(null)
          }}
        />
      </label>
      <button type="submit" disabled={!isGood}>
        {t('tools.setLink')}
      </button>
      <button type="button" onClick={() => onClose('')}>
        {t('tools.noLink')}
      </button>
    </form>
  )
}
