/** What was said of an account on some day, and what followed. */
export type Judged = {
  /** Any number that is larger where a loss is held to be more likely. */
  readonly risk: number
  /** Whether the loss followed within the time looked at. */
  readonly lost: boolean
  /** Whose judgements are not independent of each other: those of one account, on several days. */
  readonly account: number
}
