/** A sentence for whoever runs Banso, in both languages: what is wrong and what to do about it. */
export type OperatorMessage = { ja: string; en: string }

/** Banso cannot start, and the operator can do something about it. The message says what; no stack is worth showing. */
export class StartRefused extends Error {
  readonly messages: OperatorMessage

  constructor(messages: OperatorMessage, options?: ErrorOptions) {
    super(messages.en, options)
    this.name = 'StartRefused'
    this.messages = messages
  }
}
