import { diffLines } from 'diff'

/** What a version says, part by part. */
export type Sheet = readonly { label: string; text: string }[]

/** A line as it stands in a version, or as it stood in the one before. */
export type Line = { is: 'same' | 'added' | 'removed'; text: string }

/** A part of a version line by line, with what the version before said there; all the same where nothing was before. */
export type Part = { label: string; changed: boolean; lines: readonly Line[] }

/** What a version says beside the version before it. A part that is no more stands at the end, as removed. */
export function partsOf(sheet: Sheet, before: Sheet | null): Part[] {
  const part = (label: string, was: string, text: string): Part => {
    const lines = diffLines(ended(was), ended(text)).flatMap(({ value, added, removed }) =>
      value
        .replace(/\n$/, '')
        .split('\n')
        .map((line): Line => ({ is: added ? 'added' : removed ? 'removed' : 'same', text: line })),
    )
    return { label, changed: lines.some(({ is }) => is !== 'same'), lines }
  }
  const gone = (before ?? []).filter(({ label }) => !sheet.some((one) => one.label === label))
  return [
    ...sheet.map(({ label, text }) =>
      part(label, before ? (before.find((one) => one.label === label)?.text ?? '') : text, text),
    ),
    ...gone.map(({ label, text }) => part(label, text, '')),
  ]
}

const ended = (text: string) => (text === '' ? '' : `${text}\n`)
