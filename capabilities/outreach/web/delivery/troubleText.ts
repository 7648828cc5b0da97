import type { TFunction } from 'i18next'
import type { ja } from './copy.ja.ts'

/** What is wrong, in words; what has none yet stands as it is. */
export const troubleText = (t: TFunction<'mail'>, trouble: string): string =>
  t(`trouble.${trouble}` as `trouble.${keyof typeof ja.trouble}`, { defaultValue: trouble })

/** Why a mail did not arrive, in words. */
export const reasonText = (t: TFunction<'mail'>, reason: string): string =>
  t(`reasons.${reason}` as `reasons.${keyof typeof ja.reasons}`, { defaultValue: reason })

/** What a mail was for, in words. */
export const purposeText = (t: TFunction<'mail'>, purpose: string): string =>
  t(`purposes.${purpose}` as `purposes.${keyof typeof ja.purposes}`, { defaultValue: purpose })
