import type { Day } from '#kernel/day.ts'

/** Who a mail is addressed to, as far as it is known. */
export type Addressee = {
  company: string
  department: string | null
  title: string | null
  name: string | null
}

/**
 * The lines a Japanese business mail begins with: the company, then department and title, then the name with 様. To
 * nobody by name it goes to the department, or the company, with 御中. English has the name alone.
 */
export function addressLines({ company, department, title, name }: Addressee, language: 'ja' | 'en'): string {
  if (language === 'en') return name === null ? `To the team at ${company}` : `Dear ${name},`
  if (name === null) return department === null ? `${company} 御中` : `${company}\n${department} 御中`
  const post = [department, title].filter((word) => word !== null && word !== '').join(' ')
  return [company, post, `${name} 様`].filter((line) => line !== '').join('\n')
}

/** A name with 様, once. */
export const sama = (name: string): string => (/(様|さま|御中|先生)$/u.test(name.trim()) ? name : `${name} 様`)

/** An organisation with 御中, once. */
export const onchu = (name: string): string => (/(様|御中)$/u.test(name.trim()) ? name : `${name} 御中`)

const seasons: readonly { ja: string; en: string }[] = [
  {
    ja: '新春の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope the new year has started well for you.',
  },
  {
    ja: '立春の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope you are keeping warm these days.',
  },
  {
    ja: '早春の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope the end of the business year is going smoothly.',
  },
  {
    ja: '春暖の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope the new business year has begun well for you.',
  },
  {
    ja: '新緑の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope you are enjoying the fresh days of May.',
  },
  {
    ja: '梅雨の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope you are well in the rainy season.',
  },
  {
    ja: '盛夏の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope you are well in the summer heat.',
  },
  {
    ja: '残暑の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope you had some rest this summer.',
  },
  {
    ja: '初秋の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope the cooler days find you well.',
  },
  {
    ja: '秋冷の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope the autumn is treating you well.',
  },
  {
    ja: '晩秋の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope you are well as the autumn draws to its close.',
  },
  {
    ja: '師走の候、皆さまにおかれましてはますますご清栄のこととお慶び申し上げます。',
    en: 'I hope you are well in these busy days of December.',
  },
]

/** An opening that fits the month (時候の挨拶). */
export const seasonalOpening = (on: Day, language: 'ja' | 'en'): string =>
  seasons[Number(on.slice(5, 7)) - 1]![language]
