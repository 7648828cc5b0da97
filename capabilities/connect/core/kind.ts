import type { Day } from '#kernel/day.ts'

/** A text in both languages of the interface. */
export type Words = { readonly ja: string; readonly en: string }

/**
 * What a cell is read as. `money` becomes minor units, `date` a day, `instant` a moment in UTC, `list` a list of texts,
 * `reference` the thing of another kind that the cell names (an account by id, corporate number or name …).
 */
export type ImportFieldType =
  | 'text'
  | 'number'
  | 'money'
  | 'date'
  | 'instant'
  | 'yes_no'
  | 'choice'
  | 'list'
  | 'reference'

/** One of the values a choice field takes; cells may name it by key, by either label or by a synonym. */
export type ImportChoice = { readonly key: string; readonly label: Words; readonly synonyms?: readonly string[] }

/** One field that a column of a file can be read into. */
export type ImportField = {
  readonly key: string
  readonly label: Words
  readonly help?: Words
  readonly type: ImportFieldType
  /** Other names that columns of this meaning carry. Width, case, `_`, `-` and spaces don't matter. */
  readonly synonyms?: { readonly ja?: readonly string[]; readonly en?: readonly string[] }
  /** A file without a column for it is refused, and so is a row whose cell is empty. */
  readonly required?: boolean
  /** With `required`: another of these fields will do instead (an account is named by id, or by name). */
  readonly orElse?: readonly string[]
  /** For `choice`; of a `list`, each of its parts must be one of them where they are given. */
  readonly choices?: readonly ImportChoice[]
  /** For `reference`: the name of the resolver (`account`, `contract`, `contact`, `person`). */
  readonly reference?: string
  /** For `reference`: an unknown name is handed on with `id: null` for the kind to deal with, instead of refused. */
  readonly unknownIsKept?: boolean
  /** For `number`: whole numbers alone. */
  readonly whole?: boolean
  readonly min?: number
  readonly max?: number
  readonly maxLength?: number
  /** A further rule over the text of a cell: the rule it breaks (a key of the texts), or null. */
  readonly check?: (text: string) => string | null
  /** How much the sampled cells look like this field, 0 to 1; helps where the column's name says nothing. */
  readonly looksLike?: (samples: readonly string[]) => number
}

/** Something that holds for the whole file: the currency of its amounts, the system its ids come from. */
export type ImportOption = {
  readonly key: string
  readonly label: Words
  readonly help?: Words
  readonly type: 'text' | 'currency' | 'choice' | 'yes_no'
  readonly choices?: readonly ImportChoice[]
  /** What holds where nothing is chosen. `currency` options default to the workspace's currency. */
  readonly preset?: string
}

/** What a file's rows can become: accounts, contacts, contract lines … */
export type ImportSubject = {
  readonly key: string
  readonly label: Words
  readonly help?: Words
  readonly fields: readonly ImportField[]
  readonly options: readonly ImportOption[]
  /** The words of this kind's own rules, by rule; gaps as {{value}} or any key of the issue's detail. */
  readonly rules?: Readonly<Record<string, Words>>
}

/** The thing a reference cell names. `accountId` is the account it belongs to (of an account: itself). */
export type Referenced = { readonly text: string; readonly id: string | null; readonly accountId: string | null }

/**
 * The value of a cell: `money` and `number` are numbers, `date` a Day, `instant` an ISO text in UTC, `choice` its key.
 * null: the cell is empty and the existing value is to be cleared.
 */
export type ImportValue = string | number | boolean | readonly string[] | Day | Referenced | null

/**
 * One row, read and checked cell by cell. A field that is absent has no column (or an empty cell that is to leave the
 * existing value alone). `line` is the line of the file on which the row begins, counted from 1.
 */
export type ImportRow = { readonly line: number; readonly values: Readonly<Record<string, ImportValue>> }

/** Why a row is refused, or what is strange about it. `rule` is a key of the interface's texts. */
export type RowIssue = {
  /** The field it is about; null where it is about the row as a whole. */
  readonly field: string | null
  readonly rule: string
  readonly value?: string
  /** Fills the gaps of the rule's sentence: `{ firstLine: 12 }`. */
  readonly detail?: Readonly<Record<string, string | number>>
}

/** What became (or in a preview: would become) of a row. */
export type RowOutcome =
  | {
      readonly outcome: 'created' | 'changed' | 'same'
      readonly warnings?: readonly RowIssue[]
      /** The account whose facts are to be computed anew because of this row. */
      readonly accountId?: string
    }
  | { readonly outcome: 'rejected'; readonly issues: readonly RowIssue[] }
