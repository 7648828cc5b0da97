/**
 * The shape a translation must have: the same keys as the Japanese source. Where the source has a counted text
 * (`found_other`), a language that tells one from many may add `found_one`.
 */
export type CopyOf<Source> = {
  [Key in keyof Source]: Source[Key] extends string ? string : CopyOf<Source[Key]>
} & { [Key in keyof Source as Key extends `${infer Stem}_other` ? `${Stem}_one` : never]?: string }

/** The languages of the interface; Japanese is the source. */
export const languages = ['ja', 'en'] as const
export type Language = (typeof languages)[number]
