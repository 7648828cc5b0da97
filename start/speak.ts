import { type OperatorMessage, StartRefused } from '#platform/startRefused.ts'

const japanese = /^ja/i.test(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '')

/** What is told to the operator, in the language of their terminal. */
export function spoken(message: OperatorMessage): string {
  return japanese ? message.ja : message.en
}

/** Tells why Banso could not start or go on, on the error output: a sentence where there is something to do about it. */
export function tellFailure(error: unknown): void {
  console.error(error instanceof StartRefused ? spoken(error.messages) : error)
}
