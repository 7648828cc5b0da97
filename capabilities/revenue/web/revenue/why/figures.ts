import type { TFunction } from 'i18next'
import type { Format } from '#web/i18n/format.ts'

/** What a definition is written with. */
export type Words = { t: TFunction<'revenueWhy'>; format: Format }

/** A share as it is shown: 0.905 is 90.5%. */
export const share = (value: number, format: Format) => format.percent(value * 100)

/** A share to so many places of a percent, where others are reckoned from it. */
export const exactShare = (value: number, places = 3) => `${rounded(value * 100, places)}%`

/** A number to so many places, without empty ones at the end. */
export const rounded = (value: number, places: number) => String(Number(value.toFixed(places)))

/** To how many places a factor of an amount must be written, so that their product comes to the amount's unit. */
export const placesBeside = (amount: number) => Math.max(2, Math.ceil(Math.log10(Math.max(1, Math.abs(amount)))) + 1)

/** A difference with its sign. */
export const changeText = (amount: number, format: Format): string =>
  amount === 0 ? '±0' : `${amount < 0 ? '−' : '+'}${format.money(Math.abs(amount))}`
