import { useEffect } from 'react'
import { currentActions } from './actions.ts'

const patience = 1000
const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

/** A key press as an action writes it: `mod+k`, `Shift+j`, `?`, `Enter`. */
export function nameOf(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>): string {
  const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key)) ? 'Shift+' : ''
  return `${event.metaKey || event.ctrlKey ? 'mod+' : ''}${event.altKey ? 'Alt+' : ''}${shift}${letter}`
}

/** Keys as a person reads them: `⌘K` or `Ctrl K`, `g c`. */
export function shownKeys(keys: string): string[] {
  return keys.split(' ').map((key) =>
    key
      .replace('mod+', isMac ? '⌘' : 'Ctrl ')
      .replace('Shift+', '⇧')
      .replace('ArrowDown', '↓')
      .replace('ArrowUp', '↑')
      .replace('Escape', 'Esc')
      .replace(/^(⌘|Ctrl )([a-z])$/, (_, mod: string, letter: string) => mod + letter.toUpperCase()),
  )
}

/** Whether a key press belongs to a text being written (an input method's included). */
export function isWriting(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229) return true
  const at = event.target as HTMLElement | null
  if (!at || typeof at.closest !== 'function') return false
  if (at.isContentEditable || at.closest('textarea, select, [role=combobox], [role=menu], [role=listbox]')) return true
  const input = at.closest('input')
  return input !== null && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(input.type)
}

/** Whether Enter belongs to the button or link it is pressed on. */
function isPressing(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement | null
  return event.key === 'Enter' && Boolean(at?.closest?.('button, a[href], summary, [role=button]'))
}

/** Runs the actions' keys everywhere on the page, except while somebody writes or a dialog is open. */
export function useKeyboard(): void {
  useEffect(() => {
    let before = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || ['Shift', 'Meta', 'Control', 'Alt'].includes(event.key)) return
      const name = nameOf(event)
      if (isPressing(event)) return
      if (isWriting(event) && !(name.startsWith('mod+') && !event.isComposing)) return
      if (!name.startsWith('mod+') && document.querySelector('[role=dialog],[role=alertdialog],dialog[open]')) return
      const sequence = before ? `${before} ${name}` : name
      const actions = currentActions().filter((action) => action.keys)
      const hit =
        actions.findLast((action) => action.keys === sequence) ??
        actions.findLast((action) => action.keys === name || action.also === name)
      clearTimeout(timer)
      before = ''
      if (hit) {
        event.preventDefault()
        hit.run()
        return
      }
      if (actions.some((action) => action.keys?.startsWith(`${name} `))) {
        before = name
        timer = setTimeout(() => {
          before = ''
        }, patience)
      }
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
