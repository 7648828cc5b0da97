import type { Label } from '#capabilities/facts/core/fact.ts'
import type { SendWindow } from './window.ts'
import type { RecipientRole } from './words.ts'

/** What a sequence follows: plans of a template, customers in a phase, or a day that a fact tells. */
export type Follows =
  | { what: 'plan'; template: string }
  | { what: 'phase'; phase: string }
  | { what: 'date'; fact: string }

/**
 * When a mail is due: business days after its step could be begun, before or after its step's due day, after it was done, from the
 * beginning (the plan's kick-off, the day the phase was entered, the date; negative: before it), or after the mail before.
 */
export type Moment =
  | { at: 'ready'; step: string; days: number }
  | { at: 'before_due'; step: string; days: number }
  | { at: 'after_due'; step: string; days: number }
  | { at: 'done'; step: string; days: number }
  | { at: 'begin'; days: number }
  | { at: 'previous'; days: number }

/** What makes a mail unnecessary: its step is done, or a condition holds. */
export type Purpose = { is: 'step'; step: string } | { is: 'condition'; condition: string } | { is: 'none' }

export type SequenceMail = {
  key: string
  template: string
  when: Moment
  /** For whom, in the condition language; blank: for all. Asked when the mail is due. */
  condition: string
  role: RecipientRole
  purpose: Purpose
}

/** One version of a sequence: whom it follows, and its mails in order. */
export type Sequence = {
  name: Label
  aim: Label
  follows: Follows
  /** For which customers, in the condition language; blank: for all. */
  scope: string
  window: SendWindow
  /** How many of a hundred customers get none of it, to see what it is worth. */
  holdOutPercent: number
  /** Business days that a mail waits for room in the contact budget before it is given up. */
  waitDays: number
  mails: readonly SequenceMail[]
}

/** The most mails of a sequence. */
export const mostMails = 40
/** Minutes that a mail saves a person who would have written it by hand. */
export const minutesSaved = 12

export type SequenceFlaw = {
  rule:
    | 'same_key'
    | 'no_mails'
    | 'unknown_template'
    | 'unknown_step'
    | 'step_without_plan'
    | 'no_first'
    | 'no_condition'
    | 'window'
  value: string
}

/** What is wrong with a sequence beyond the form of its fields and its conditions. */
export function flawsOf(
  { follows, mails, window }: Sequence,
  known: { templates: ReadonlySet<string>; steps: ReadonlySet<string> | null },
): SequenceFlaw[] {
  const steps = (mail: SequenceMail): string[] => [
    ...('step' in mail.when ? [mail.when.step] : []),
    ...(mail.purpose.is === 'step' ? [mail.purpose.step] : []),
  ]
  const flaw = (rule: SequenceFlaw['rule'], value: string): SequenceFlaw => ({ rule, value })
  return [
    ...(mails.length === 0 ? [flaw('no_mails', '')] : []),
    ...(window.from >= window.to ? [flaw('window', `${window.from}–${window.to}`)] : []),
    ...mails.flatMap((mail, at) => [
      ...(mails.findIndex(({ key }) => key === mail.key) === at ? [] : [flaw('same_key', mail.key)]),
      ...(known.templates.has(mail.template) ? [] : [flaw('unknown_template', mail.template)]),
      ...(at === 0 && mail.when.at === 'previous' ? [flaw('no_first', `${at + 1}`)] : []),
      ...(mail.purpose.is === 'condition' && mail.purpose.condition.trim() === ''
        ? [flaw('no_condition', `${at + 1}`)]
        : []),
      ...steps(mail).flatMap((step) =>
        follows.what !== 'plan'
          ? [flaw('step_without_plan', step)]
          : known.steps?.has(step) === false
            ? [flaw('unknown_step', step)]
            : [],
      ),
    ]),
  ]
}
